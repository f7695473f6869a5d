/**
 * What people begin a password with, in Dutch and in English: short, because it is only looked for beside digits,
 * signs and names. A library with a hundred thousand passwords (zxcvbn) would be 800 kB for what a rule over these says
 * as well: almost all common passwords of ten characters and more are one of these words with something added.
 */
export const commonWords =
  `wachtwoord welkom welkom geheim hallo hoihoi schatje liefde liefje lieverd ikhouvanjou familie vakantie voetbal
ajax feyenoord psv amsterdam rotterdam utrecht denhaag groningen leiden nijmegen eindhoven nederland holland oranje koning
zomer lente herfst winter voorjaar najaar januari februari maart april juni juli augustus september oktober november
december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gebruiker inloggen beheer beheerder gast proef school
universiteit onderzoek onderzoeker student docent kabinet kamer brief rusland minister hond hondje poes poesje appel banaan
bloem fiets auto computer vergeten nieuw wijzig
password passwort passw0rd pass word welcome secret hello login letmein admin administrator root server user guest test
testing demo sample default temp temporary changeme change access master dragon monkey shadow sunshine princess football
baseball superman batman pokemon starwars iloveyou loveyou love angel babygirl flower cheese pepper ginger charlie jordan
hunter killer whatever freedom trustno trust summer spring autumn fall january february march june july august october
monday tuesday wednesday thursday friday saturday sunday research university project study coder coding internet google
facebook microsoft windows apple samsung michael jessica ashley daniel thomas correct horse battery staple correcthorse`
    .split(/\s+/)
    .filter((word) => word.length >= 3);

/** What lies side by side on a keyboard, or in the alphabet; read in both directions. */
export const rows = [
  'qwertyuiop',
  'azertyuiop',
  'asdfghjkl',
  'qsdfghjklm',
  'zxcvbnm',
  'wxcvbn',
  '1234567890',
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
];

/** Long, and known by heart by everybody who tries passwords. */
export const phrases = `
correct horse battery staple
to be or not to be
to be or not to be that is the question
the quick brown fox jumps over the lazy dog
lorem ipsum dolor sit amet
may the force be with you
all work and no play makes jack a dull boy
once upon a time in the west
let me in let me in
i love you so much
this is my password
this is a password
my password is password
password password password
dit is mijn wachtwoord
dit is een wachtwoord
ik ben mijn wachtwoord vergeten
wilhelmus van nassouwe ben ik van duitsen bloed
wilhelmus van nassouwe
er was eens een koning
hoe meer zielen hoe meer vreugd
oost west thuis best
nederland koersvast richting rusland
druk en selectieve samenwerking
`
  .trim()
  .split('\n');
