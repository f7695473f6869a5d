import {
  type InstallationAbility,
  type InstallationRole,
  may,
  mayInInstallation,
  type ProjectAbility,
  type Role,
} from './ability.ts';

/** How it stands with long work. */
export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** Whether it waits or runs. */
export function isLivingJob(state: JobState): boolean {
  return state === 'queued' || state === 'running';
}

interface OfProject {
  readonly of: 'project';
  readonly ability: ProjectAbility;
}
interface OfInstallation {
  readonly of: 'installation';
  readonly ability: InstallationAbility;
}
/** What is known of a kind wherever it is spoken of; what it does is in `api`. */
type JobRule = (OfProject | OfInstallation) & {
  /** Whether others who might have asked for it see that it is there: never what came of it. */
  readonly shared: boolean;
  /** What it does, one after the other: each has words in both languages. */
  readonly steps: readonly string[];
};

/** All long work, by its kind. */
export const jobKinds = {
  'installation.backup': {
    of: 'installation',
    ability: 'installation.backup',
    shared: true,
    steps: ['writing'],
  },
  'demo.add': {
    of: 'installation',
    ability: 'project.create',
    shared: false,
    steps: ['founding', 'coding', 'reviewing'],
  },
  'tag.tryImport': {
    of: 'project',
    ability: 'codebook.edit',
    shared: false,
    steps: ['reading', 'comparing'],
  },
  'tag.import': {
    of: 'project',
    ability: 'codebook.edit',
    shared: true,
    steps: ['reading', 'comparing', 'storing'],
  },
  'intake.read': {
    of: 'project',
    ability: 'document.edit',
    shared: false,
    steps: ['unpacking', 'reading', 'matching'],
  },
  'intake.add': {
    of: 'project',
    ability: 'document.edit',
    shared: false,
    steps: ['reading', 'storing'],
  },
} as const satisfies Record<string, JobRule>;

export type JobKind = keyof typeof jobKinds;
export type JobStep = (typeof jobKinds)[JobKind]['steps'][number];

export function isJobKind(kind: string): kind is JobKind {
  return Object.hasOwn(jobKinds, kind);
}

/** The steps of all kinds, each once. */
export const jobSteps: readonly JobStep[] = [
  ...new Set(Object.values(jobKinds).flatMap(({ steps }): readonly JobStep[] => steps)),
];

/** Somebody who asks about a job: `role` is that in its project, null for whoever is no member. */
export interface JobViewer {
  readonly personId: string;
  readonly installationRole: InstallationRole;
  readonly role: Role | null;
}

interface Asked {
  readonly kind: JobKind;
  /** Whoever asked for it. */
  readonly personId: string;
}

const isMine = (job: Asked, viewer: JobViewer) => job.personId === viewer.personId;

/**
 * Whether somebody sees a job: who may (still) do what it does, of others' only where that is shared. What came of it
 * is for whoever asked, because it may speak of what only they may see.
 */
export function canSeeJob(job: Asked, viewer: JobViewer): 'all' | 'outline' | 'nothing' {
  const rule: JobRule = jobKinds[job.kind];
  const allowed =
    rule.of === 'project'
      ? viewer.role !== null && may(viewer.role, rule.ability)
      : mayInInstallation(viewer.installationRole, rule.ability);
  if (!allowed) return 'nothing';
  if (isMine(job, viewer)) return 'all';
  return rule.shared ? 'outline' : 'nothing';
}

/** Whether somebody who sees it may cancel it: their own, and an owner any. */
export function canCancelJob(job: Asked, viewer: JobViewer): boolean {
  if (canSeeJob(job, viewer) === 'nothing') return false;
  if (isMine(job, viewer)) return true;
  return jobKinds[job.kind].of === 'installation' || viewer.role === 'owner';
}

/** A server that has given no sign for so many milliseconds is taken for dead, and its work for free. */
export const jobLeaseMs = 30_000;
/** So often work is begun: what ends its server each time is not begun for ever. */
export const jobAttempts = 3;
/** What has ended is shown for so many days. */
export const jobsKeptDays = 14;
