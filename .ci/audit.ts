/** What somebody decided about a fault that is known of a package: that it does no harm here, why, and since when. */
export interface Exception {
  /** The last part of its address: `GHSA-…`. */
  readonly advisory: string;
  readonly package: string;
  /** Why it cannot happen here, in a sentence. */
  readonly reason: string;
  /** Day on which that was looked at: YYYY-MM-DD. */
  readonly date: string;
}

export interface Advisory {
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

export interface Judgement {
  /** Known faults without an exception. */
  readonly open: readonly Advisory[];
  /** Those whose exception was looked at too long ago. */
  readonly old: readonly Advisory[];
  readonly excepted: readonly Advisory[];
  /** Exceptions for what is named no longer. */
  readonly idle: readonly Exception[];
}

/** Reasons are looked at anew after half a year: what could not happen may have become possible. */
export const EXCEPTION_DAYS = 183;

/**
 * The advisories in what `npm audit --json` printed, each once; or, where it asked in vain, what the registry answered:
 * npm then prints an object with a message and no vulnerabilities.
 */
export function readAudit(printed: string): readonly Advisory[] | { readonly unanswered: string } {
  const report = parsed(printed);
  if (!isObject(report) || !isObject(report.vulnerabilities)) {
    const message = isObject(report) && typeof report.message === 'string' ? report.message : printed.trim();
    return { unanswered: message.split('\n')[0] || 'nothing' };
  }
  const found = Object.values(report.vulnerabilities)
    .flatMap((one) => (isObject(one) && Array.isArray(one.via) ? one.via : []))
    .filter(isObject)
    .map(({ url, name, severity, title }) => ({
      id: String(url).replace(/^.*\//, ''),
      package: String(name),
      severity: String(severity),
      title: String(title),
      url: String(url),
    }));
  return [...new Map(found.map((each) => [`${each.id} ${each.package}`, each])).values()];
}

/** Holds advisories against the exceptions, as of a day (YYYY-MM-DD). */
export function judge(
  advisories: readonly Advisory[],
  exceptions: readonly Exception[],
  day: string,
): Judgement {
  const isFor = (one: Advisory) => (each: Exception) =>
    each.advisory === one.id && each.package === one.package;
  const ageOf = (one: Advisory) => {
    const { date } = exceptions.find(isFor(one)) ?? {};
    return date === undefined ? null : (Date.parse(day) - Date.parse(date)) / 86_400_000;
  };
  const by = Object.groupBy(advisories, (one) => {
    const age = ageOf(one);
    return age === null ? 'open' : age > EXCEPTION_DAYS ? 'old' : 'excepted';
  });
  const idle = exceptions.filter((each) => !advisories.some((one) => isFor(one)(each)));
  return { open: by.open ?? [], old: by.old ?? [], excepted: by.excepted ?? [], idle };
}

/** What is wrong with the file of exceptions, in a sentence for each. */
export function faultsOf(exceptions: readonly Exception[], day: string): string[] {
  return exceptions.flatMap(({ advisory, package: name, reason, date }) => [
    ...(/^GHSA(-[a-z0-9]{4}){3}$/.test(advisory) ? [] : [`${advisory} is no advisory.`]),
    ...(reason.trim().length >= 20 ? [] : [`${advisory} of ${name} has no reason.`]),
    ...(/^\d{4}-\d\d-\d\d$/.test(date) && date <= day ? [] : [`${advisory} of ${name} has no date.`]),
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
