import { describe, expect, test } from 'vitest';
import { type InstallationRole, installationRoles, may, type Role, roles } from './ability.ts';
import { canCancelJob, canSeeJob, isJobKind, type JobKind, jobKinds } from './job.ts';

const everyRole: readonly (Role | null)[] = [...roles, null];
const viewer = (role: Role | null, installationRole: InstallationRole = 'member') => ({
  personId: 'els',
  installationRole,
  role,
});

/** What belongs to the installation is for its owners, but for the example: whoever may found projects may add that. */
const everybodys: readonly JobKind[] = ['demo.add'];

describe.each(Object.keys(jobKinds).filter(isJobKind))('%s', (kind: JobKind) => {
  const rule = jobKinds[kind];

  test('is seen by whoever may do it, and never in full by another than who asked', () => {
    for (const role of everyRole) {
      for (const installationRole of installationRoles) {
        const who = viewer(role, installationRole);
        const allowed =
          rule.of === 'project'
            ? role !== null && may(role, rule.ability)
            : everybodys.includes(kind) || installationRole === 'owner';
        expect(canSeeJob({ kind, personId: 'els' }, who)).toBe(allowed ? 'all' : 'nothing');
        const expected = allowed && rule.shared ? 'outline' : 'nothing';
        expect(canSeeJob({ kind, personId: 'bram' }, who)).toBe(expected);
      }
    }
  });

  test('is cancelled by whoever asked and by an owner, never by who does not see it', () => {
    for (const role of everyRole) {
      for (const installationRole of installationRoles) {
        const who = viewer(role, installationRole);
        for (const personId of ['els', 'bram']) {
          const job = { kind, personId };
          const seen = canSeeJob(job, who) !== 'nothing';
          const owner = rule.of === 'project' ? role === 'owner' : installationRole === 'owner';
          expect(canCancelJob(job, who)).toBe(seen && (personId === 'els' || owner));
        }
      }
    }
  });
});

test('no other word is a kind', () => {
  expect(['toString', '__proto__', '', 'tag'].filter(isJobKind)).toEqual([]);
});
