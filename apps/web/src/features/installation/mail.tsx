import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, RowAction, Rows } from '../../ui/rows.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import classes from './installation.module.css';
import { useStillOwner } from './use-still-owner.ts';

/** What a mail is, in words. */
const ofKind = (kind: string) =>
  kind === 'invitation' || kind === 'digest' ? (`mail.${kind}` as const) : 'mail.reset';

/** Whether mail is sent from here, and what became of it where that is not well. */
export function Mail() {
  const { t } = useTranslation('installation');
  const format = useFormat();
  const mail = useQuery(trpc.installation.mail.queryOptions({}));
  const settle = useMutation(trpc.installation.settleMail.mutationOptions());
  useStillOwner(mail.error, settle.error);
  const focus = useRowFocus((mail.data?.troubled ?? []).map(({ id }) => id));
  return (
    <Section title={t('mail')} lead={t('mail.lead')}>
      <Loaded query={mail}>
        {({ from, waiting, troubled }) => (
          <div className={classes.part} ref={focus.place} tabIndex={-1}>
            <p className={classes.detail}>
              {from === null ? t('mail.off') : t('mail.from', { from })}
              {waiting > 0 && ` · ${t('mail.waiting', { count: waiting })}`}
            </p>
            <Fault error={settle.error} />
            {troubled.length > 0 && (
              <Rows label={t('mail.troubled')}>
                {troubled.map(({ id, kind, address, state, createdAt, attempts, problem }) => (
                  <Row
                    key={id}
                    title={<span className={classes.detail}>{t(ofKind(kind), { address })}</span>}
                    detail={
                      <span className={classes.detail}>
                        {[
                          format.moment(createdAt),
                          state === 'unsure' ? t('mail.unsure') : t('mail.failed', { count: attempts }),
                          ...(problem === null
                            ? state === 'failed'
                              ? [t('mail.unwritten')]
                              : []
                            : [problem]),
                        ].join(' · ')}
                      </span>
                    }
                  >
                    <RowAction
                      label={t('mail.againLabel', { address })}
                      onPress={async (pressed) => {
                        focus.leaves(pressed);
                        await settle.mutateAsync({ mailId: id, again: true });
                        say(t('mail.saidAgain', { address }));
                      }}
                    >
                      {t('mail.again')}
                    </RowAction>
                    <RowAction
                      label={t('mail.leaveLabel', { address })}
                      onPress={(pressed) => {
                        focus.leaves(pressed);
                        return settle.mutateAsync({ mailId: id, again: false });
                      }}
                    >
                      {t('mail.leave')}
                    </RowAction>
                  </Row>
                ))}
              </Rows>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}
