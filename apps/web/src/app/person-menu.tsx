import type { Person } from '@koersvast/contracts';
import { initialsOf } from '@koersvast/core/person';
import { VisuallyHidden } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../data/session.ts';
import { Later, laterPart } from '../ui/later.tsx';
import { useMenuButton } from '../ui/menu-button.ts';
import classes from './menus.module.css';

const menu = laterPart(async () => (await import('./person-menu-list.tsx')).PersonMenuList);

interface PersonButtonProps extends ComponentProps<'button'> {
  readonly person: Person;
}

/** Who is signed in, with their account and the way out. */
export function PersonMenu({ onKeys }: { readonly onKeys: () => void }) {
  const { pressed, alone, withMenu } = useMenuButton();
  const person = usePerson();
  if (person === null) return null;
  return (
    <Later
      part={menu}
      wanted={pressed}
      meanwhile={<PersonButton person={person} {...alone} />}
      give={{ button: <PersonButton person={person} {...withMenu} />, opened: pressed, person, onKeys }}
    />
  );
}

function PersonButton({ person, ...rest }: PersonButtonProps) {
  const { t } = useTranslation();
  return (
    <button type="button" {...rest} className={classes.person} title={person.name}>
      {initialsOf(person.name)}
      <VisuallyHidden>{t('nav.personMenu', { name: person.name })}</VisuallyHidden>
    </button>
  );
}
