import { Button, type ButtonProps, Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Anchor = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps | keyof MenuItemProps> & {
  readonly ref?: Ref<HTMLAnchorElement>;
};

/** A link that looks like a button: for the one thing that this screen is there for. */
export const ButtonLink = createLink((props: ButtonProps & Anchor) => <Button component="a" {...props} />);

/** An item of a menu that leads somewhere. */
export const MenuLink = createLink((props: MenuItemProps & Anchor) => <Menu.Item component="a" {...props} />);
