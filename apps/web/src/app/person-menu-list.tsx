import type { Person } from '@koersvast/contracts';
import { mayInInstallation } from '@koersvast/core/ability';
import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../data/sign-out.ts';
import { useOpened } from '../ui/menu-button.ts';
import { MenuLink } from '../ui/menu-link.tsx';
import classes from './menus.module.css';

interface PersonMenuListProps {
  readonly button: ReactElement;
  /** Open from the start. */
  readonly opened: boolean;
  readonly person: Person;
  readonly onKeys: () => void;
}

/** What the button of the person who is signed in opens. */
export function PersonMenuList({ button, opened, person, onKeys }: PersonMenuListProps) {
  const menu = useOpened(opened);
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <span className={classes.who}>
          <strong>{person.name}</strong>
          {person.email}
        </span>
        <Menu.Divider />
        <MenuLink to="/account">{t('nav.account')}</MenuLink>
        <MenuLink to="/jobs">{t('nav.jobs')}</MenuLink>
        {mayInInstallation(person.installationRole, 'user.list') && (
          <MenuLink to="/installation">{t('nav.installation')}</MenuLink>
        )}
        <Menu.Item onClick={onKeys}>{t('nav.keys')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut(false)}>{t('nav.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
