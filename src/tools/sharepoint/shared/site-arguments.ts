import * as z from 'zod';

import { MAX_LINK } from '../../input/links/pasted-url.ts';

export const siteArgument = () => z.string().min(1).max(MAX_LINK).describe('Name, address or id.');

export const listArgument = () => z.string().min(1).max(MAX_LINK).describe('Name or id.');

export const itemArgument = () => z.string().min(1).max(MAX_LINK).describe('Id or title.');
