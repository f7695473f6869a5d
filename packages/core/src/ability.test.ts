import { describe, expect, test } from 'vitest';
import { abilitiesOf, may, mayInInstallation, roles } from './ability.ts';

describe('abilities', () => {
  const viewing = ['project.read', 'agreement.read'] as const;
  const coding = ['annotation.write', 'reply.write', 'search.save', 'finding.pin'] as const;
  const reviewing = ['document.edit', 'codebook.edit', 'review.write', 'layer.adjudicate'] as const;
  const owning = [
    'project.edit',
    'document.readAgain',
    'project.delete',
    'member.invite',
    'round.edit',
    'round.reveal',
    'assignment.edit',
    'blindness.lift',
  ] as const;
  const table = [
    ['owner', [...viewing, ...coding, ...reviewing, ...owning]],
    ['reviewer', [...viewing, ...coding, ...reviewing]],
    ['coder', [...viewing, ...coding]],
    ['viewer', [...viewing]],
  ] as const;
  test.each(table)('of a %s', (role, abilities) => {
    expect(abilitiesOf(role).toSorted()).toEqual(abilities.toSorted());
  });

  test('never shrink as the role rises', () => {
    for (const [index, role] of roles.entries()) {
      for (const lower of roles.slice(index)) {
        for (const ability of abilitiesOf(lower)) expect(may(role, ability)).toBe(true);
      }
    }
  });

  test.each([
    ['project.create', true],
    ['user.list', false],
    ['user.edit', false],
    ['installation.backup', false],
  ] as const)('in the installation: an owner may %s, a member %s', (ability, member) => {
    expect(mayInInstallation('owner', ability)).toBe(true);
    expect(mayInInstallation('member', ability)).toBe(member);
  });
});
