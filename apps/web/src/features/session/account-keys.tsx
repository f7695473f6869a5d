import type { Preferences } from '@koersvast/contracts';
import { Button, Switch, Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import {
  type CommandName,
  commandNames,
  contextOf,
  defaultKeysOf,
  isRemappable,
  type RemapProblem,
  remapProblem,
} from '../../data/keys.ts';
import { isSingleKey } from '../../lib/chord.ts';
import '@mantine/core/styles/Switch.css';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeymap } from '../../data/keyboard.ts';
import { useSetPreferences } from '../../data/set-preferences.ts';
import { Fault } from '../../ui/fault.tsx';
import { Section } from '../../ui/page.tsx';
import classes from './account-keys.module.css';

/** Those of the compare screen come with that screen. */
const shown = commandNames.filter(
  (command) => isRemappable(command) && ['everywhere', 'letter'].includes(contextOf(command)),
);

export function AccountKeys({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation('account');
  const set = useSetPreferences();
  const change = (command: CommandName, key: string | null | undefined) => {
    const { [command]: _before, ...others } = preferences.keys;
    set.mutate({ keys: key === undefined ? others : { ...others, [command]: key } });
  };
  return (
    <div id="keys">
      <Section title={t('account.keys')} lead={t('account.keys.lead')}>
        <Switch
          label={t('account.keys.single')}
          checked={preferences.singleKeys}
          onChange={(event) => set.mutate({ singleKeys: event.currentTarget.checked })}
        />
        <Fault error={set.error} />
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('account.keys.command')}</Table.Th>
              <Table.Th scope="col">{t('account.keys.key')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((command) => (
              <KeyRow key={command} command={command} preferences={preferences} onChange={change} />
            ))}
          </Table.Tbody>
        </Table>
      </Section>
    </div>
  );
}

interface KeyRowProps {
  readonly command: CommandName;
  readonly preferences: Preferences;
  readonly onChange: (command: CommandName, key: string | null | undefined) => void;
}

function KeyRow({ command, preferences, onChange }: KeyRowProps) {
  const { t } = useTranslation(['account', 'command']);
  const keymap = useKeymap();
  const [listening, setListening] = useState(false);
  const [problem, setProblem] = useState<RemapProblem | null>(null);
  const words = t(`command:${command}`);
  const stored = preferences.keys[command];
  const initial = defaultKeysOf(command).find(isSingleKey);
  const key = preferences.singleKeys ? keymap.keysOf(command).find(isSingleKey) : (stored ?? initial);

  const shownKey = key ?? t('account.keys.none');

  const listen = (event: KeyboardEvent) => {
    if (!listening || event.nativeEvent.isComposing || event.key === 'Tab' || event.key === 'Shift') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setListening(false);
      return;
    }
    const wanted = event.key.toLowerCase();
    const found = remapProblem(command, wanted, preferences.keys);
    setProblem(found);
    if (found !== null) return;
    setListening(false);
    onChange(command, wanted === initial ? undefined : wanted);
  };
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {words}
        {problem !== null && (
          <span className={classes.problem} role="alert">
            {t(`account.keys.${problem}`)}
          </span>
        )}
      </Table.Th>
      <Table.Td>
        <div className={classes.actions}>
          <Button
            variant="default"
            size="compact-sm"
            className={classes.key}
            aria-label={t('account.keys.change', { command: words, key: shownKey })}
            data-listening={listening}
            onClick={() => {
              setProblem(null);
              setListening(true);
            }}
            onBlur={() => {
              setListening(false);
              setProblem(null);
            }}
            onKeyDown={listen}
          >
            {listening ? t('account.keys.press') : shownKey}
          </Button>
          {stored === undefined ? (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('account.keys.off', { command: words })}
              onClick={() => onChange(command, null)}
            >
              {t('account.keys.offWord')}
            </Button>
          ) : (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('account.keys.reset', { command: words })}
              onClick={() => onChange(command, undefined)}
            >
              {t('account.keys.resetWord')}
            </Button>
          )}
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
