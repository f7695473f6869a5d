import { DomainError } from '@koersvast/core';

/** Long enough to be let through by their length, and the first that anyone tries. */
const common = new Set(
  (
    '1234567890 12345678910 0123456789 0987654321 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty12345 qwerty123456 ' +
    'password123 password1234 passwordpassword wachtwoord wachtwoord1 wachtwoord123 welkom12345 welkom123456 ' +
    'welcome1234 welcome12345 iloveyou123 letmein12345 administrator admin12345 changeme123 koersvast123 ' +
    'correcthorsebatterystaple'
  ).split(' '),
);

/**
 * Refuses the few passwords that are guessed at once: one character again and again, the most common ones, and
 * those that are the person's own name or address. Throws `password_too_weak`.
 */
export function checkPassword(password: string, person: { name: string; email: string }): void {
  const folded = password.toLowerCase();
  const plain = folded.replaceAll(/\s+/g, '');
  const own = [
    person.email.toLowerCase(),
    person.name.toLowerCase(),
    person.name.toLowerCase().replaceAll(' ', ''),
  ];
  if (new Set(folded).size < 3 || common.has(plain) || own.includes(folded)) {
    throw new DomainError('password_too_weak');
  }
}
