import type { ProjectDetail } from '@koersvast/contracts';
import { abilitiesOf, type Role } from '@koersvast/core/ability';
import { describe, expect, it } from 'vitest';
import { homeOf, stepsTaken } from './home.ts';

const member = (id: string, removedAt: string | null = null) => ({ id, removedAt });
const team = [member('a'), member('b')];

function detailOf(role: Role, members: readonly object[], more: object = {}): ProjectDetail {
  const first = { number: 1, blind: false, plan: null };
  const detail: object = { abilities: abilitiesOf(role), members, tags: [], rounds: [first], ...more };
  return detail as ProjectDetail;
}

describe('homeOf', () => {
  it.each([
    ['owner', team, 'owner'],
    ['owner', [member('a')], 'coder'],
    ['owner', [member('a'), member('b', '2026-01-01T00:00:00.000Z')], 'coder'],
    ['reviewer', team, 'reviewer'],
    ['coder', team, 'coder'],
    ['viewer', team, 'viewer'],
    ['viewer', [member('a')], 'viewer'],
  ] as const)('of %s', (role, members, home) => {
    expect(homeOf(detailOf(role, members))).toBe(home);
  });
});

describe('stepsTaken', () => {
  const tag = { archivedAt: null };
  const nothing = { documents: 0, invited: 0, items: [] };
  const taken = (detail: ProjectDetail, facts: object) => {
    const steps = stepsTaken(detail, { ...nothing, ...facts });
    return steps && [...steps];
  };
  it('are none in an empty project, although it has a round', () => {
    expect(taken(detailOf('owner', [member('a')]), {})).toEqual([]);
  });
  it('are taken in any order', () => {
    expect(taken(detailOf('owner', team), {})).toEqual(['people']);
    expect(taken(detailOf('owner', [member('a')]), { invited: 1 })).toEqual(['people']);
    const blind = { rounds: [{ number: 2, blind: true, plan: null }] };
    expect(taken(detailOf('owner', [member('a')], blind), { documents: 3 })).toEqual(['documents', 'round']);
    expect(taken(detailOf('owner', [member('a')], { tags: [tag] }), {})).toEqual(['codebook']);
    const archived = { tags: [{ archivedAt: '2026-01-01T00:00:00.000Z' }] };
    expect(taken(detailOf('owner', [member('a')], archived), {})).toEqual([]);
  });
  it('go when all are taken, or when somebody works with what there is', () => {
    const blind = { rounds: [{ number: 2, blind: true, plan: null }], tags: [tag] };
    expect(taken(detailOf('owner', team, blind), { documents: 1 })).toBeNull();
    const ready = detailOf('owner', [member('a')], { tags: [tag] });
    expect(taken(ready, { documents: 1 })).toEqual(['documents', 'codebook']);
    expect(taken(ready, { documents: 1, items: [{ annotations: 1, assignment: null }] })).toBeNull();
  });
});
