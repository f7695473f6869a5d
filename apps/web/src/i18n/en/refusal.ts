import type { DomainErrorCode } from '@koersvast/core/error';
import type { LimitName } from '@koersvast/core/limit';
import type { PasswordWeakness } from '@koersvast/core/person';
import type { error } from './error.ts';

type Code = DomainErrorCode | `limit_${LimitName}` | `password_${PasswordWeakness}`;

/** What a server says no to, which are many words of which few are ever read: no screen waits for them. */
export const refusal = {
  account_retired:
    'This account is retired, so you cannot sign in with it. Ask whoever looks after this installation.',
  code_needed: 'Your account has a second factor. Sign in anew, with its code.',
  code_wrong: 'This code is not right, or it has been used. Wait for the next one.',
  factor_needed:
    'A second factor is needed here, and you have none yet. Sign in on the sign-in page to set it up.',
  factor_stands: 'Your second factor is on already. Load this page again.',
  factor_demanded: 'A second factor is needed here, so it cannot be switched off.',
  email_in_use: 'There is already an account with this e-mail address. Choose another, or sign in with it.',
  already_member: 'You are already a member of this project.',
  password_too_weak:
    'This password is guessed at once: it is common, repeats itself, or is your name or address.',
  password_repeats: 'This password repeats the same few characters. Choose one that does not.',
  password_digits: 'This password consists of digits only. Add words.',
  password_common:
    'This is a common password, or one with a year or digits added, and is guessed at once. Four words that do not belong together are better.',
  password_phrase:
    'Everybody knows this phrase, so it is guessed at once. Choose words that do not belong together.',
  password_name: 'This password is your name or address with little else, and is guessed at once.',
  password_project: 'This password is the name of your project with little else, and is guessed at once.',
  password_program: 'This password is the name of this program with little else, and is guessed at once.',
  password_wrong: 'That is not your current password.',
  token_ended: 'This token no longer works. Create a new one in your account.',
  too_many_tokens: 'You already have 20 tokens. Revoke one that you do not use, and create this one again.',
  too_large: 'This is too large. A file may have at most 5 MB.',
  over_limit: 'This is more than can be done at once. Do it in parts.',
  limit_text: 'A text may have at most {{maximum}} characters. Divide it into several documents.',
  limit_file: 'A file may have at most 5 MB. Divide it into several documents.',
  limit_original: 'A file may have at most {{maximum}} bytes. Divide it into several documents.',
  limit_pages: 'A file can have at most {{maximum}} pages. Divide it over several documents.',
  limit_lines: 'A text may have at most {{maximum}} lines. Divide it into several documents.',
  limit_blocks: 'A document may have at most {{maximum}} paragraphs. Divide it into several documents.',
  limit_sentences: 'A document may have at most {{maximum}} sentences. Divide it into several documents.',
  limit_passage: 'A passage may have at most {{maximum}} characters. Select a shorter one.',
  limit_fields: 'A document may have at most {{maximum}} fields of your own. Leave some out.',
  limit_documents: 'At most {{maximum}} documents can be changed at once. Do it in parts.',
  limit_sets: 'A project can have at most {{maximum}} sets. Delete one first.',
  limit_findings: 'At most {{maximum}} charts can be pinned. Remove one first.',
  limit_searches: 'At most {{maximum}} searches can be saved. Delete one first.',
  limit_dictionaries: 'At most {{maximum}} dictionaries can be kept. Delete one first.',
  limit_dictionary:
    'A file with a dictionary can have at most {{maximum}} characters. Divide it over several.',
  limit_patterns: 'A dictionary can have at most {{maximum}} patterns. Divide it over several.',
  limit_aside: 'At most {{maximum}} hits of a search can be put aside. Make the search narrower.',
  limit_hits: 'At most {{maximum}} hits can be tagged at once. Do it in parts.',
  limit_conditions: 'Documents can be chosen by at most {{maximum}} conditions at once. Leave some out.',
  limit_choices: 'A field can have at most {{maximum}} choices. Leave some out.',
  limit_keys: 'You can change at most {{maximum}} shortcuts. Leave some as they are.',
  limit_tables: 'At most {{maximum}} tables can be kept as you want them. Leave some as they are.',
  limit_codebook:
    'A codebook file may have at most {{maximum}} characters. Divide it and import it in parts.',
  limit_codebookLines:
    'A codebook file may have at most {{maximum}} lines. Divide it and import it in parts.',
  limit_examples:
    'A tag can have at most {{maximum}} examples and {{maximum}} counter-examples. Remove one first.',
  limit_streams:
    'You have Koersvast open in too many places: at most {{maximum}}. Close some windows and reload this one.',
  limit_jobs:
    'At most {{maximum}} tasks of yours can wait or run at once. Wait until one has ended, or cancel one.',
  limit_placeJobs: 'At most {{maximum}} tasks can wait or run here at once. Wait until one has ended.',
  limit_calls: 'The page asked for too much at once. Reload it and try again.',
  limit_depth: 'What was sent cannot be used. Reload the page and try again.',
  limit_values: 'At most {{maximum}} values can be sent at once. Do it in parts.',
  limit_chosen: 'At most {{maximum}} can be chosen at once: choose fewer, or take the whole file.',
  limit_intakes: 'You are adding files here at {{maximum}} times already. Add those first, or leave them.',
  limit_intakeFiles: 'At most {{maximum}} files can be added at once. Do it in parts.',
  limit_choosing: 'This can be done for at most {{maximum}} files at once. Do it in parts.',
  limit_besideMegabytes:
    'One document has room for {{maximum}} MB of attachments. This file went over that and is left out.',
  limit_path:
    'The name of a file, with its folders, can have at most {{maximum}} characters. Make it shorter.',
  limit_mends: 'At most {{maximum}} things can be put right in one text.',
  limit_mapped: 'At most {{maximum}} elements can be named. Name only those that make a difference.',
  limit_characters: 'At most {{maximum}} characters fit here. Make it shorter.',
  limit_entries: 'At most {{maximum}} can be done at once. Do it in parts.',
  name_does_not_match: 'The name does not match. Type it exactly as shown.',
  name_taken: '“{{name}}” is already here, or something that looks the same. Choose another name.',
  operation_id_reused: 'This was done before, with something else in it. Reload the page and try again.',
  undo_changed_since: '{{who}} has changed this since. Nothing was undone.',
  disk_full: 'The disk of the server is full. Ask whoever runs it to make room, and then try again.',
  span_empty: 'Nothing is selected.',
  span_blank: 'Only white space is selected. Select words.',
  span_inverted: 'The end of the selection lies before its start.',
  span_out_of_range: 'The selection goes beyond the text.',
  span_splits_surrogate: 'The selection cuts a character in half.',
  quote_does_not_match:
    'The selected words differ from the stored text. Reload the page and select them again.',
  annotation_exists: 'This annotation is already there.',
  annotation_twice: 'You have already given these words this tag.',
  annotation_removed: 'This annotation has been deleted.',
  repeat_done:
    'You coded this document again, and now see what you coded before. It stays as you finished it.',
  repeat_first:
    'You are coding this document again. Finish it there first; then your earlier work opens again.',
  nothing_to_repeat:
    'None of these coders finished a document so long ago. Choose other coders or fewer days.',
  document_done: 'You marked this document as done. Reopen it to change your work.',
  document_removed: 'This document has been removed. An owner or reviewer can restore it.',
  document_replaced:
    'This letter has been read again since. What you see is the old text, which no longer changes; go on in the new one.',
  reading_twice: 'You have already marked this paragraph.',
  field_value_not_valid:
    '“{{value}}” does not fit the field “{{field}}”. Nothing was changed: write it otherwise, or leave the field empty.',
  block_not_readable: 'This paragraph has annotations of yours, or does not exist. Nothing was changed.',
  round_planned: 'This round has not started yet. An owner can start it.',
  round_closed: 'This round is closed. Nothing is lost; an owner can reopen it, and then you can try again.',
  round_removed: 'This round has been deleted. An owner can undo that.',
  round_not_empty:
    'Something has been done in this round, so you cannot delete it. You can close it instead.',
  round_not_yours_to_empty:
    'Others may have started here, and you are coding blind. Whether the round is empty therefore stays hidden. You can close it instead.',
  agreement_not_revealed: 'Round {{number}} is not revealed, so there are no figures of it yet.',
  agreement_coded_blind:
    'You are still coding documents of this selection blind. There are figures once you have finished them.',
  search_query_not_valid:
    'This search cannot be carried out: mend it on the screen Find, which shows where it goes wrong.',
  agreement_too_large:
    'Working out these figures took too much, so it was stopped. Choose fewer documents, tags or coders.',
  round_without_documents: 'A round needs at least one document. Add one first.',
  round_revealed: 'This round has been revealed, so this can no longer be changed.',
  round_running: 'This round is blind and in progress. You can do this after the reveal.',
  round_nothing_to_reveal: 'In a shared round there is nothing to reveal.',
  document_not_in_round: 'This document is not part of this round.',
  assignment_not_valid: 'This cannot be assigned. Choose documents and coders of this project.',
  already_lifted: 'You can already see this round.',
  letter_coded_blind:
    'You are coding this document blind in another round. Verdicts, replies, decisions and giving it to others wait until you have finished it there.',
  review_not_open: 'This cannot be reviewed: it is being coded blind, or it is not a coder’s current work.',
  review_stale: 'The annotation has changed since you looked at it. Look at it again, then decide.',
  reviewed_meanwhile:
    'Somebody gave a verdict on this just before you. It is now shown; look, and decide again.',
  reason_missing: 'Give a reason and its kind, so that the coder can learn from it.',
  verdict_kind_not_valid: 'This kind of reason is no longer offered. Choose another.',
  proposal_same: 'What you propose is what the coder already has. Change the tag or the boundaries.',
  nothing_to_adopt: 'There is no longer a proposal here to adopt.',
  decided_meanwhile:
    'Somebody decided this just before you. Their decision is now shown; nothing of yours was saved.',
  sources_not_valid:
    'These annotations have changed, or do not belong to this document and round. Look again.',
  final_finished: 'The final version is finished. Reopen it to change it.',
  final_started: 'A final version has been started already. It is now shown.',
  tag_archived: 'This tag is archived. Restore it in the codebook to use it.',
  tag_name_taken:
    'Another tag under the same parent is already called this, or looks the same. Choose another name or another parent.',
  tag_key_taken: 'The key “{{key}}” cannot be used: “{{name}}” has {{held}}. Free: {{free}}.',
  tag_key_reserved: 'The key “{{key}}” belongs to a command of the program. Free: {{free}}.',
  tag_appearance_taken: 'Another tag already has this colour and line. Choose another.',
  tag_parent_not_valid: 'This tag cannot be the parent. Choose another, or none.',
  tag_order_not_valid:
    'The list of tags has changed in the meantime. Look at it again, and move the tag once more.',
  codebook_full: 'A codebook holds {{limit}} tags that can be told apart. Archive one first.',
  codebook_closed:
    'While a round is being coded blind, only an owner can change the codebook, and without quotations from that round.',
  tag_merge_not_valid:
    'A tag can be merged into another tag that is not archived, not into itself or one below it.',
  tag_split_not_valid: 'These annotations do not all have this tag any more. Look again.',
  codebook_file_not_valid: 'This file cannot be read as a codebook. Nothing was changed.',
  file_empty: 'There is no text in this file.',
  file_is_binary: 'What is in this file is not text, and no other kind of file that can be read.',
  file_not_supported:
    'This kind of file cannot be read. Save it as a Word document, PDF or plain text (.txt).',
  file_without_text:
    'There is no text in this file, only pictures of pages (number: {{pages}}): it is a scan. Have its text recognised first (OCR).',
  file_encrypted: 'This file is protected by a password. Save it without one and try again.',
  file_damaged: 'This file is damaged or incomplete. Fetch it again, or save it again.',
  file_unsafe: 'This packed file has names in it that lead out of it, so it was not opened.',
  file_unpacks_too_large: 'This file becomes far too large when it is unpacked, so it was not opened.',
  archive_too_deep:
    'Here packed files lie within each other too often (more than {{maximum}} times). Unpack this file yourself and add what is in it.',
  archive_not_supported:
    'This is a packed file (.7z, .rar or .gz) that cannot be opened here. Unpack it yourself, or make it a .zip.',
  archive_too_many_files:
    'This holds more than {{maximum}} files. Divide them over more packed files and add those one after the other.',
  file_too_deep: 'In this file more things lie within each other than in any text, so it was not read.',
  file_defines_entities:
    'This file uses abbreviations (entities) that it defines itself or fetches elsewhere. These are not opened.',
  file_is_metadata:
    'This file has the details of another file and no text of its own. Read it together with that file.',
  xml_not_well_formed:
    'This file is not valid XML: it is damaged or incomplete. The first fault is in line {{line}}.',
  reading_too_long: 'Reading this took too long, so it was stopped. Divide it into smaller files.',
  reading_too_large: 'Reading this took too much memory, so it was stopped. Divide it into smaller files.',
  reading_failed:
    'This cannot be read: reading failed on something in this file. Save it once more as plain text and try again.',
  reckoning_too_long: 'This took too long, so it was stopped. Choose fewer documents, tags or people.',
  reckoning_too_large:
    'This took too much memory, so it was stopped. Choose fewer documents, tags or people.',
  query_too_hard: 'This regular expression would take too long. Count fewer repetitions in it.',
  mend_not_valid:
    'Correction {{number}} no longer fits what was read of this file. Look at it and make it again.',
  file_too_large:
    'This file is larger than {{maximum}} MB, which is the most here. Make it smaller or divide it.',
  intake_full:
    'There is no room for this file: the files that are being added to this project may be {{maximum}} MB together. Add what is there, or leave it.',
  intake_empty: 'There is nothing here that can be added.',
  intake_at_work: 'These files are being read or added. Wait until that is done, or cancel it.',
  intake_changed:
    'This text has been corrected in another window in the meantime. Those corrections are shown now; your last one was not saved. Make it again if it is still needed.',
  intake_twins:
    'Some of these texts, or nearly the same ones, have been added by somebody in the meantime. They are marked now: look at them and add the rest.',
  rendition_blind:
    'This letter is in a blind round that has not been revealed. It can be read again after the reveal.',
  rendition_final_open:
    'A final version of this letter is not finished. Finish it, or undo its decisions; then the letter can be read again.',
  rendition_same: 'The new text is the same, word for word. Nothing has to be done.',
  rendition_outdated:
    'Something has changed in this letter since you looked at the report. Nothing was stored; look at the new report.',
  rendition_not_one:
    'A letter is read from one file. Leave one file, or choose which one is the letter, and try again.',
  job_interrupted: 'The server stopped in the middle of this. Nothing was stored; ask for it again.',
  job_cancelled: 'This was cancelled. Nothing was stored.',
  project_archived: 'This project is archived. Take it out of the archive to change it.',
  last_owner: 'A project needs an owner. Make somebody else owner first.',
  last_installation_owner: 'The installation needs an owner. Make somebody else an owner first.',
  only_owner_of_projects:
    'This person is the only owner of projects (number of them: {{projects}}). Somebody else has to become an owner there first: they can do that themselves, or whoever runs the server with “koersvast hand-over”.',
  too_many_mails:
    'Too many invitations were mailed in the last hour. Try again in {{minutes}} min, or create a link and send it yourself.',
  mail_not_set_up: 'This installation sends no mail. Ask whoever runs it.',
  backup_not_made:
    'No backup was made: the data folder on the server cannot be written to, or is full. The log there says more.',
  passwords_off: 'Passwords are switched off here. Sign in with the account of your organisation.',
  provider_not_set_up: 'You cannot sign in here with the account of an organisation. Use your password.',
  provider_unreachable: 'The sign-in page of your organisation does not answer. Try again in a minute.',
  provider_refused:
    'The answer of your organisation could not be trusted, so you are not signed in. Begin again; if it happens again, tell whoever looks after this installation.',
  provider_clock:
    'The clock of this server and that of your organisation differ too much. Tell whoever looks after this installation.',
  provider_cancelled: 'You did not sign in at your organisation. Begin again if you want to.',
  provider_begun_elsewhere:
    'Signing in was begun in another browser or tab, or took too long. Begin again here.',
  provider_unknown:
    'Nobody signs in here with this account yet. Open the link of your invitation, or sign in with your password and link it under “Your account”.',
  provider_org_not_allowed:
    'People of your organisation cannot sign in here. Choose the account of another organisation, or ask whoever looks after this installation.',
  provider_no_address:
    'Your organisation does not say which e-mail address you have, and an account needs one. Ask whoever looks after this installation.',
  provider_in_use:
    'This account of your organisation already belongs to somebody here, or you have linked another. Unlink that one first.',
  provider_other_account: 'You confirmed with another account than your own. Try again with yours.',
  provider_not_again:
    'Your organisation did not ask you to sign in again, so nothing is confirmed. Sign out there, and try again.',
  confirm_at_provider: 'Sign in again with the account of your organisation first.',
  last_way_in: 'This is your only way to sign in, so it does not change.',
} as const satisfies Record<Exclude<Code, keyof typeof error>, string>;
