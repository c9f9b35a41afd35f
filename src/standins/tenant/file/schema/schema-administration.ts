import * as z from 'zod';

import { listOf, moment, short, who } from './schema-parts.ts';

export const administration = {
  applications: listOf(
    z.union(
      [
        short,
        z.strictObject({
          name: short,
          secretExpires: moment.optional(),
          disabled: z.boolean().default(false),
          foreign: z
            .boolean()
            .default(false)
            .meta({ description: 'Whether another organisation owns the application.' }),
        }),
      ],
      { error: 'must be a name, or an object with name, secretExpires, disabled and foreign' },
    ),
    1_000,
  ),
  directoryRoles: listOf(
    z.strictObject({
      name: short,
      description: z.string().max(1_000).default(''),
      members: listOf(who, 1_000),
    }),
    200,
  ),
  licences: listOf(z.strictObject({ sku: short, owned: z.int().min(0).max(1_000_000) }), 100),
  rooms: listOf(
    z.strictObject({
      name: short,
      capacity: z.int().min(1).max(10_000).default(8),
      building: short.default('Main'),
    }),
    500,
  ),
  policies: listOf(
    z.strictObject({
      name: short,
      state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']).default('enabled'),
      grant: z.enum(['mfa', 'compliantDevice', 'block']).default('mfa'),
      exclude: listOf(who, 1_000),
    }),
    500,
  ),
  devices: listOf(
    z.strictObject({
      name: short,
      owner: who,
      system: short.default('Windows'),
      version: short.optional(),
      model: short.optional(),
      compliant: z.boolean().default(true),
    }),
    5_000,
  ),
  signIns: listOf(
    z.strictObject({
      who,
      at: moment,
      app: short.default('Portico'),
      ip: short.default('192.0.2.1'),
      failed: z
        .union([z.boolean(), z.strictObject({ code: z.int().min(1).max(9_999_999), reason: short })], {
          error: 'must be true, false, or an object with code and reason',
        })
        .default(false)
        .meta({
          description: 'Whether the sign-in failed, or the number in the AADSTS code and its message.',
        }),
    }),
    10_000,
  ),
  audits: listOf(
    z.strictObject({
      by: who,
      at: moment,
      activity: short,
      target: short.optional().meta({ description: 'The name of the changed object.' }),
      failure: short.optional().meta({ description: 'Why it failed.' }),
    }),
    10_000,
  ),
};
