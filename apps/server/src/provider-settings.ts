import type { ProviderSettings } from '@koersvast/api';
import { email } from '@koersvast/contracts';
import { StartRefusal } from '@koersvast/db';
import { z } from 'zod';

const printable = /^[\x21-\x7e]+$/;
const organisation = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/;

/** The settings of signing in with the account of an organisation. */
export const providerEnvironment = {
  OIDC_ISSUER: z.string().transform(readIssuer).optional(),
  OIDC_CLIENT_ID: z.string().max(500).regex(printable, 'must have no spaces').optional(),
  OIDC_CLIENT_SECRET: z.string().max(2000).regex(printable, 'must have no spaces').optional(),
  OIDC_LABEL: z
    .string()
    .max(40, 'must have 40 characters at most')
    .regex(/^\P{C}+$/u)
    .optional(),
  OIDC_ALLOWED_ORGS: z
    .string()
    .transform((given) => given.split(',').map((each) => each.trim().toLowerCase()))
    .refine(
      (given) => given.every((each) => organisation.test(each)),
      'must be domains with commas between them, such as uva.nl,vu.nl',
    )
    .optional(),
  OIDC_EMERGENCY_OWNER: email.optional(),
} as const;

type Given = z.infer<z.ZodObject<typeof providerEnvironment>>;

/** @throws StartRefusal where some of them are there without those that belong to them. */
export function readProvider(given: Given): ProviderSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  const { OIDC_LABEL: label, OIDC_ALLOWED_ORGS: allowedOrgs, OIDC_EMERGENCY_OWNER: emergencyOwner } = given;
  if (issuer && clientId && clientSecret && label)
    return {
      ...{ issuer, clientId, clientSecret, label },
      allowedOrgs: allowedOrgs ?? null,
      emergencyOwner: emergencyOwner ?? null,
    };
  if (issuer ?? clientId ?? clientSecret ?? label ?? allowedOrgs ?? emergencyOwner)
    throw new StartRefusal(
      'The settings OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_LABEL go together, and OIDC_ALLOWED_ORGS and OIDC_EMERGENCY_OWNER need them.',
    );
  return null;
}

/** Over the internet only with TLS; on this machine without, for whoever tries it out. */
function readIssuer(given: string, context: z.RefinementCtx): string {
  const url = URL.parse(given);
  const here = url && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  const plain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (plain && (url.protocol === 'https:' || (here && url.protocol === 'http:'))) return given;
  context.addIssue({ code: 'custom', message: 'must be like https://connect.surfconext.nl' });
  return z.NEVER;
}
