import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { queryClient } from '../data/trpc.ts';
import { theme, themeManager } from '../lib/theme.ts';
import { router } from './router.ts';
import { SaidLine } from './said-line.tsx';
import { UsePreferences } from './use-preferences.tsx';

export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={themeManager}
        // Both would write style elements, which the page's policy forbids; `styles/` has the same as files.
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <UsePreferences />
          <RouterProvider router={router} />
          <SaidLine />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
