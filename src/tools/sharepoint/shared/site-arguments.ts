import * as z from 'zod';

export const siteArgument = () => z.string().min(1).max(400).describe('Name, address or id.');

export const listArgument = () => z.string().min(1).max(400).describe('Name or id.');

export const itemArgument = () => z.string().min(1).max(400).describe('Id or title.');
