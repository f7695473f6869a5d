import { Button, Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { useTranslation } from 'react-i18next';
import { dictionaryCsv, saveCsv } from './csv.ts';
import classes from './dictionary.module.css';
import { example } from './example.ts';

/** How the file of a dictionary looks, by one that can be taken over. */
export function DictionaryHelp() {
  const { t } = useTranslation('dictionary');
  return (
    <section className={classes.help} aria-label={t('help')}>
      <h2>{t('help')}</h2>
      <p>{t('help.text')}</p>
      <div className={classes.scroll} tabIndex={-1}>
        <Table className={classes.example} withRowBorders={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">concept</Table.Th>
              <Table.Th scope="col">pattern</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody lang="nl">
            {example.map(({ concept, pattern }) => (
              <Table.Tr key={pattern}>
                <Table.Td>{concept}</Table.Td>
                <Table.Td>
                  <code className={classes.pattern}>{pattern}</code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => saveCsv(dictionaryCsv(example), t('help.file'))}
      >
        {t('help.download')}
      </Button>
    </section>
  );
}
