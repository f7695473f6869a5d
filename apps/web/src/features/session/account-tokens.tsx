import { apiTokenDays, createApiTokenInput } from '@koersvast/contracts';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useConfirming } from '../../data/ways-in.ts';
import { useFields } from '../../lib/form.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { ConfirmField } from '../../parts/person/at-provider.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, RowAction, Rows } from '../../ui/rows.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';

const lifetimes = [30, 90, apiTokenDays];

export function AccountTokens() {
  const { t } = useTranslation('account');
  const format = useFormat();
  const tokens = useQuery(trpc.session.apiTokens.queryOptions({}));
  const create = useMutation(trpc.session.createApiToken.mutationOptions());
  const revoke = useMutation(trpc.session.revokeApiToken.mutationOptions());
  const focus = useRowFocus((tokens.data ?? []).map(({ id }) => id));
  const empty = { label: '', days: String(apiTokenDays), password: '' };
  const away = useConfirming().provider !== null;
  const fields = useFields(empty, createApiTokenInput, ({ days, password, ...rest }) => ({
    ...rest,
    ...(away ? {} : { password }),
    days: Number(days),
  }));
  const submit = async () => {
    const token = fields.parse();
    if (token === null) return;
    await create.mutateAsync(token);
    fields.reset(empty);
  };
  return (
    <Section title={t('account.tokens')} lead={t('account.tokens.lead')}>
      <Loaded query={tokens}>
        {(list) => (
          <div ref={focus.place} tabIndex={-1}>
            {list.length === 0 ? (
              <p>{t('account.tokens.none')}</p>
            ) : (
              <Rows label={t('account.tokens')}>
                {list.map((token) => (
                  <Row
                    key={token.id}
                    title={token.label}
                    detail={[
                      t('account.tokens.created', { when: format.day(token.createdAt) }),
                      t('account.tokens.expires', { when: format.day(token.expiresAt) }),
                      token.lastUsedAt === null
                        ? t('account.tokens.unused')
                        : t('account.tokens.used', {
                            count: token.uses,
                            when: format.since(token.lastUsedAt, Date.now()),
                          }),
                    ].join(' · ')}
                  >
                    <RowAction
                      danger
                      label={t('account.tokens.revokeLabel', { label: token.label })}
                      onPress={async (pressed) => {
                        focus.leaves(pressed);
                        await revoke.mutateAsync({ id: token.id });
                        // Its secret opens nothing any more.
                        if (create.data?.apiToken.id === token.id) create.reset();
                        say(t('account.tokens.revoked', { label: token.label }));
                      }}
                    >
                      {t('account.tokens.revoke')}
                    </RowAction>
                  </Row>
                ))}
              </Rows>
            )}
          </div>
        )}
      </Loaded>
      <Fault error={revoke.error} />
      {create.data !== undefined && (
        <div role="status">
          <p>{t('account.tokens.secret')}</p>
          <CopyField label={t('account.tokens.secretLabel')} value={create.data.secret} />
        </div>
      )}
      <Form onSubmit={submit}>
        <TextInput
          {...fields.text('label')}
          label={t('account.tokens.label')}
          placeholder={t('account.tokens.placeholder')}
          maxLength={100}
        />
        <Form.Row>
          <NativeSelect {...fields.text('days')} label={t('account.tokens.days')}>
            {lifetimes.map((days) => (
              <option key={days} value={days}>
                {t(days === apiTokenDays ? 'account.tokens.year' : 'account.tokens.daysOf', { count: days })}
              </option>
            ))}
          </NativeSelect>
          <ConfirmField field={fields.text('password')} label={t('account.tokens.password')} />
        </Form.Row>
        <Fault error={create.error} />
        <Form.Actions>
          <Button type="submit" variant="default" loading={create.isPending}>
            {t('account.tokens.create')}
          </Button>
        </Form.Actions>
      </Form>
    </Section>
  );
}
