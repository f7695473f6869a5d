import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { initialsOf } from '../lib/initials.ts';
import { usePerson } from '../lib/session.ts';
import { signOut } from '../lib/sign-out.ts';
import { MenuLink } from '../ui/links.tsx';
import classes from './menus.module.css';

/** Who is signed in, with their account and the way out. */
export function PersonMenu({ onKeys }: { readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const person = usePerson();
  if (person === null) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={classes.person} title={person.name}>
          {initialsOf(person.name)}
          <span className={classes.hidden}>{t('nav.personMenu', { name: person.name })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <span className={classes.who}>
          <strong>{person.name}</strong>
          {person.email}
        </span>
        <Menu.Divider />
        <MenuLink to="/account">{t('nav.account')}</MenuLink>
        <Menu.Item onClick={onKeys}>{t('nav.keys')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut(false)}>{t('nav.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
