import { describe, expect, test } from 'vitest';
import { abilitiesOf, may, mayInInstallation, roles } from './ability.ts';

describe('abilities', () => {
  const table = [
    [
      'owner',
      [
        'project.read',
        'project.edit',
        'project.delete',
        'member.invite',
        'document.edit',
        'codebook.edit',
        'annotation.write',
      ],
    ],
    ['reviewer', ['project.read', 'document.edit', 'codebook.edit', 'annotation.write']],
    ['coder', ['project.read', 'annotation.write']],
    ['viewer', ['project.read']],
  ] as const;
  test.each(table)('of a %s', (role, abilities) => {
    expect(abilitiesOf(role)).toEqual(abilities);
  });

  test('never shrink as the role rises', () => {
    for (const [index, role] of roles.entries()) {
      for (const lower of roles.slice(index)) {
        for (const ability of abilitiesOf(lower)) expect(may(role, ability)).toBe(true);
      }
    }
  });

  test('of the installation', () => {
    expect(mayInInstallation('member', 'project.create')).toBe(true);
    expect(mayInInstallation('member', 'user.list')).toBe(false);
    expect(mayInInstallation('owner', 'user.list')).toBe(true);
    expect(mayInInstallation('member', 'installation.backup')).toBe(false);
  });
});
