import { createTheme, type MantineColorSchemeManager, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f1f4f8',
  '#e7ecf2',
  '#cbd7e4',
  '#a9c4e4',
  '#7d9dc2',
  '#5b80ab',
  '#3d6796',
  '#27486e',
  '#1d3857',
  '#142840',
];

/** What Mantine's components need to know in script. The colours themselves are in `styles/tokens.css`. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink },
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ModalRoot: {
      defaultProps: {
        // Holding the page still would need a style element, which the page's policy forbids.
        lockScroll: false,
        centered: true,
        transitionProps: { duration: 120, transition: 'fade' },
      },
    },
    ModalOverlay: { defaultProps: { color: 'var(--kv-veil)', backgroundOpacity: 1 } },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 0 },
        shadow: 'md',
        position: 'bottom-start',
        // The first item takes the focus; the placeholder would be no item of the menu.
        withInitialFocusPlaceholder: false,
        withinPortal: false,
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    // Lines are those of the cells: a row of a table may be a link, or stay in sight.
    Table: { defaultProps: { withRowBorders: false } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 0 } } },
  },
});

const stored = 'koersvast-theme';

/** Keeps the choice where `public/theme.js` looks for it before the first paint. */
export const themeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    try {
      const value = localStorage.getItem(stored);
      return value === 'light' || value === 'dark' || value === 'auto' ? value : fallback;
    } catch {
      return fallback;
    }
  },
  set: (value) => {
    try {
      localStorage.setItem(stored, value);
    } catch {
      // Then it holds until the page is closed, and comes back with the account.
    }
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
