import * as z from 'zod';

/** The providers of linked accounts. Each is disabled unless its client id is set. */
export const providerNames = ['spotify'] as const;

export type ProviderName = (typeof providerNames)[number];

/** `url` replaces the provider's own origins. Used only with stand-ins on loopback. */
export type ProviderSettings = { readonly clientId: string; readonly url: string | undefined };

type SettingName = `${Uppercase<ProviderName>}_${'CLIENT_ID' | 'URL'}`;

/** The settings of all providers, for the schema. */
export const providerSchema = Object.fromEntries(
  providerNames.flatMap((name) => [
    [
      clientIdSetting(name),
      z
        .string()
        .regex(
          /^[\w.~-]{1,200}$/,
          `${clientIdSetting(name)} must be the client id that the provider shows for the app.`,
        )
        .optional(),
    ],
    [urlSetting(name), z.string().optional()],
  ]),
) as Record<SettingName, z.ZodOptional<z.ZodString>>;

/** The values of the providers' settings. */
export type ProviderValues = Readonly<Partial<Record<SettingName, string | undefined>>>;

export function clientIdSetting(name: ProviderName): SettingName {
  return `${name.toUpperCase()}_CLIENT_ID` as SettingName;
}

export function urlSetting(name: ProviderName): SettingName {
  return `${name.toUpperCase()}_URL` as SettingName;
}

/** Returns the enabled providers. */
export function readProviders(
  values: ProviderValues,
): Readonly<Partial<Record<ProviderName, ProviderSettings>>> {
  return Object.fromEntries(
    providerNames.flatMap((name) => {
      const clientId = values[clientIdSetting(name)];
      return clientId === undefined ? [] : [[name, { clientId, url: values[urlSetting(name)] }]];
    }),
  );
}
