import { createHash } from 'node:crypto';
import { email, providerReturnPath } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { cleanName } from '@koersvast/core/person';
import type { Database } from '@koersvast/db';
import * as openid from 'openid-client';
import type { Identity, Log, Provider } from '../context.ts';
import { createReturnLimits } from '../session/attempts.ts';
import { refusalFor } from './refusal.ts';
import { createTripCookie, type Trip } from './trip.ts';

export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly label: string;
  /** The organisations whose people may come in, as in `schac_home_organization`; null for all. */
  readonly allowedOrgs: readonly string[] | null;
  readonly emergencyOwner: string | null;
}

interface OpenProviderOptions {
  readonly db: Database;
  readonly settings: ProviderSettings;
  /** Our address, without a slash at its end, as people reach it: the provider sends them back there whatever a request says of hosts. */
  readonly origin: string;
  /** Seals what browsers keep. */
  readonly secret: string;
  readonly log: Log;
}

/** How long an answer of the provider is waited for, in seconds. */
const patience = 10;
/** How far its clock may be from ours, in seconds. */
const clockTolerance = 60;
/** What it said of itself is asked again after an hour, and after half a minute where it did not answer. */
const again = { known: 3_600_000, unknown: 30_000 };

/**
 * The provider of the settings. What it says of itself is asked at once, and again for as long as it does not answer:
 * the server runs meanwhile. Its keys are fetched for each return, so that it may change them whenever it wants.
 */
export function openProvider({ db, settings, origin, secret, log }: OpenProviderOptions): Provider & {
  close(): void;
} {
  const issuer = new URL(settings.issuer);
  const returnTo = origin + providerReturnPath;
  const cookie = createTripCookie({ secret, address: origin });
  const limits = createReturnLimits(db);
  let known: { readonly metadata: openid.ServerMetadata; readonly at: number } | null = null;
  let answered = false;

  const execute = [
    openid.enableNonRepudiationChecks,
    ...(issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
  ];
  const client = { client_secret: settings.clientSecret, [openid.clockTolerance]: clockTolerance };
  const discover = async () => {
    try {
      const found = await openid.discovery(issuer, settings.clientId, client, undefined, {
        execute,
        timeout: patience,
      });
      known = { metadata: found.serverMetadata(), at: Date.now() };
      answered = true;
    } catch (error) {
      if (answered || known === null)
        log.warn({ reason: reasonOf(error) }, 'the provider of sign-on did not answer');
      answered = false;
    }
  };
  let asking: Promise<void> | null = null;
  const ask = () => {
    asking ??= discover().finally(() => {
      asking = null;
    });
    return asking;
  };
  void ask();
  const timer = setInterval(() => {
    if (!answered || Date.now() - (known?.at ?? 0) > again.known) void ask();
  }, again.unknown);
  timer.unref();

  /** Made anew each time: it would keep the keys of the provider otherwise, and not know new ones for a minute. */
  const configuration = async (): Promise<openid.Configuration> => {
    if (!answered) await ask();
    if (known === null) throw new DomainError('provider_unreachable');
    const { metadata } = known;
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = methods.includes('client_secret_basic')
      ? openid.ClientSecretBasic(settings.clientSecret)
      : openid.ClientSecretPost(settings.clientSecret);
    const made = new openid.Configuration(metadata, settings.clientId, client, authenticate);
    made.timeout = patience;
    for (const each of execute) each(made);
    return made;
  };

  const identify = async (trip: Trip | null, query: string): Promise<Identity> => {
    const given = new URLSearchParams(query);
    if (trip === null || given.get('state') !== trip.state) throw new DomainError('provider_begun_elsewhere');
    const hash = createHash('sha256').update(trip.state).digest('hex');
    if (!(await limits.first(hash))) throw new DomainError('provider_begun_elsewhere');
    const said = await askWhoItIs(await configuration(), new URL(`${returnTo}?${given}`), trip).catch(
      (error: unknown) => {
        const refusal = refusalFor(error);
        log.warn({ code: refusal.code, reason: reasonOf(error) }, 'nobody was signed in by the provider');
        throw refusal;
      },
    );
    keepOrganisation(said, settings.allowedOrgs);
    return { issuer: issuer.href, ...said.who };
  };

  return {
    label: settings.label,
    issuer: issuer.href,
    emergencyOwner: settings.emergencyOwner,
    ready: () => answered,
    signOutHref() {
      const end = known?.metadata.end_session_endpoint;
      if (end === undefined || !URL.canParse(end)) return null;
      const href = new URL(end);
      if (href.protocol !== 'https:' && href.protocol !== issuer.protocol) return null;
      href.searchParams.set('client_id', settings.clientId);
      href.searchParams.set('post_logout_redirect_uri', `${origin}/sign-in`);
      return href.href;
    },
    async begin(request, errand) {
      const config = await configuration();
      const trip: Trip = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
        begunAt: Date.now(),
        errand,
      };
      const to = openid.buildAuthorizationUrl(config, {
        redirect_uri: returnTo,
        scope: 'openid profile email',
        state: trip.state,
        nonce: trip.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(trip.verifier),
        code_challenge_method: 'S256',
        ...(errand.for === 'confirm' && { prompt: 'login', max_age: '0' }),
      });
      request.setCookie(cookie.write(trip));
      return to.href;
    },
    returned(request, query) {
      const trip = cookie.read(request.cookie);
      request.setCookie(cookie.clear());
      return {
        errand: trip?.errand ?? null,
        identify: () => limits.attempt(request.address, () => identify(trip, query)),
      };
    },
    close: () => clearInterval(timer),
  };
}

interface Said {
  readonly who: Omit<Identity, 'issuer'>;
  readonly organisation: unknown;
}

/** Exchanges the code for what the provider says of somebody. Its tokens are forgotten with the call. */
async function askWhoItIs(config: openid.Configuration, cameBack: URL, trip: Trip): Promise<Said> {
  const tokens = await openid.authorizationCodeGrant(config, cameBack, {
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    pkceCodeVerifier: trip.verifier,
  });
  const claims = tokens.claims();
  if (claims === undefined || !/^[\x20-\x7e]{1,255}$/.test(claims.sub))
    throw new DomainError('provider_refused');
  if (trip.errand.for === 'confirm') {
    const at = claims.auth_time;
    // Whatever the provider made of our asking: it says when it was that somebody signed in.
    if (typeof at !== 'number' || at < trip.begunAt / 1_000 - clockTolerance)
      throw new DomainError('provider_not_again');
  }
  // SURFconext gives what it says of people here, and in the token only who it is.
  const more = config.serverMetadata().userinfo_endpoint
    ? await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
    : {};
  const all: Readonly<Record<string, unknown>> = { ...claims, ...more };
  const text = (name: string) => (typeof all[name] === 'string' ? all[name] : '');
  const name = cleanName(text('name') || `${text('given_name')} ${text('family_name')}`).slice(0, 100);
  const address = email.safeParse(all.email);
  return {
    who: { subject: claims.sub, name, email: address.success ? address.data : null },
    organisation: all.schac_home_organization,
  };
}

/** Throws `provider_org_not_allowed` where the settings name organisations and this is none of them. */
function keepOrganisation({ organisation }: Said, allowed: readonly string[] | null): void {
  if (allowed === null) return;
  const said = [organisation].flat().filter((each) => typeof each === 'string');
  if (!said.some((each) => allowed.includes(each.toLowerCase())))
    throw new DomainError('provider_org_not_allowed');
}

/** Why, for the log: the library's own words and codes, and never what the provider sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message}${code}`;
}
