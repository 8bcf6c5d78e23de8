/** Sentences that come from the server in English, in te reo Māori: what to mend in a field, and why a page is refused at the gate. */

const SENTENCES: Record<string, string> = {
  // Who comes
  "Enter your name": "Tuhia tō ingoa",
  "Enter your name in letters": "Tuhia tō ingoa ki ngā pū",
  "Enter your phone number": "Tuhia tō nama waea",
  "Enter a phone number, like 021 123 4567": "Tuhia he nama waea, pērā i te 021 123 4567",
  "Enter a phone number, like 021 123 4567. Start with + if it is from another country": "Tuhia he nama waea, pērā i te 021 123 4567. Tīmata ki te + mēnā nō whenua kē",
  "Choose what brings you here": "Kōwhiria he aha koe i tae mai ai",
  "Enter the company you work for": "Tuhia tō kamupene",
  "Use letters, numbers and ordinary signs only": "Whakamahia ngā pū, ngā tau me ngā tohu noa anake",
  "Read what stands on the board, then tick the box": "Pānuitia ngā kōrero i runga ake nei, ka tohua te pouaka",
  "Something new stands on the board. Read it, then tick the box": "He kōrero hou kei te papa pānui. Pānuitia, ka tohua te pouaka",
  // Answers
  "Give one answer": "Kia kotahi te whakautu",
  "Choose one of the options": "Kōwhiria tētahi o ngā kōwhiringa",
  "Enter an answer": "Tuhia he whakautu",
  "Enter a number": "Tuhia he tau",
  "Enter a number in digits, like 12 or 2.5": "Tuhia he tau, pērā i te 12, i te 2.5 rānei",
  "Enter a date": "Tuhia he rā",
  "Enter a date, like 2026-08-31": "Tuhia he rā, pērā i te 2026-08-31",
  "Enter a date of this century": "Tuhia he rā nō tēnei rautau",
  "Enter a date that is not after today": "Tuhia he rā kāore i muri i tēnei rā",
  "Enter a date that is not before today": "Tuhia he rā kāore i mua i tēnei rā",
  "Choose an answer": "Kōwhiria he whakautu",
  "Choose at least one answer": "Kōwhiria kia kotahi whakautu, neke atu rānei",
  "Choose yes or no": "Kōwhiria te āe, te kāo rānei",
  "Tick this to go on": "Tohua tēnei kia haere tonu",
  "Add a photo": "Tāpirihia he whakaahua",
  "Choose a photo: this is another kind of file": "Kōwhiria he whakaahua: he momo kōnae kē tēnei",
  "This photo did not come whole. Choose it again": "Kāore i tae katoa mai tēnei whakaahua. Kōwhiria anō",
  "Sign, or type your name": "Waitohua, patohia rānei tō ingoa",
  "That drawing can't be kept. Clear it and sign again, or type your name": "Kāore e taea te pupuri i tērā tuhinga. Ūkuia, ka waitohu anō, patohia rānei tō ingoa",
  "This page has changed since you opened it. Open it again and answer once more.": "Kua rerekē tēnei whārangi. Huakina anō, ka whakautu anō.",
  "Say what is wrong, and what is right": "Tuhia he aha te hē, he aha te tika",
  // Refusals of whole pages
  "This QR code has been replaced": "Kua whakakapia tēnei waehere QR",
  "Nobody can sign in with it any more.": "Kāore e taea te waitohu mai mā tēnei ināianei.",
  "Scan the code that is at the gate now, or ask the site office.": "Matawaihia te waehere hou i te kūaha, pātai rānei ki te tari.",
  "This site is closed for sign-in": "Kua kati te waitohu mai ki tēnei wāhi",
  "Nobody can sign in here just now.": "Kāore e taea te waitohu mai ki konei ināianei.",
  "Nobody can sign in here just now": "Kāore e taea te waitohu mai ki konei ināianei",
  "Ask the site office what to do.": "Pātai ki te tari me aha.",
  "Tell the site office that you are here: they can write you down.": "Kōrero ki te tari kei konei koe: mā rātou koe e tuhi.",
  "If you are signed in already, you can still sign out on the page that you got then.": "Mēnā kua waitohu mai kē koe, ka taea tonu te waitohu atu i te whārangi i whiwhi ai koe.",
  "This sign-in link is not known": "Kāore tēnei hononga waitohu mai e mōhiotia",
  "No site has it: it may have been cut short or mistyped.": "Kāore he wāhi mōna: kua porohia pea, kua hē rānei te pato.",
  "Scan the QR code at the gate again, or ask the site office to sign you in.": "Matawaihia anō te waehere QR i te kūaha, tonoa rānei te tari kia waitohu mai i a koe.",
  "This link is not known": "Kāore tēnei hononga e mōhiotia",
  "Nobody is expected by it: it may have been cut short or mistyped, or the visit is long over.": "Kāore he tangata e tatarihia ana mā tēnei: i poroa pea, i hē rānei te patopato, kua roa rānei te haerenga e mutu ana.",
  "Open it from the mail again, or ask whoever invited you.": "Huakina anō i te īmēra, pātai rānei ki te tangata nāna koe i pōhiri.",
  "This sign-out link is not known": "Kāore tēnei hononga waitohu atu e mōhiotia",
  "No visit has it: it may have been cut short or mistyped.": "Kāore he haerenga mōna: kua porohia pea, kua hē rānei te pato.",
  "Scan the QR code at the gate with the phone you signed in with, or ask the site office to record that you left.": "Matawaihia te waehere QR i te kūaha ki te waea i waitohu mai ai koe, tonoa rānei te tari kia tuhi kua wehe koe.",
  "This induction link is over": "Kua mutu tēnei hononga whakangungu",
  "It is too old, or it may have been cut short.": "Kua tawhito rawa, kua porohia rānei.",
  "Scan the QR code at the gate again: what is still asked for comes next.": "Matawaihia anō te waehere QR i te kūaha, ā, ka puta mai ngā mea e toe ana.",
  "We could not read that": "Kāore i taea te pānui",
  "We could not use that": "Kāore i taea te whakamahi",
  "What was sent can't be read. Open the page again, fill it in there and send it once more.": "Kāore e taea te pānui i te mea i tukuna mai. Huakina anō te whārangi, whakakīa, ka tuku anō.",
  "That is too big": "He nui rawa",
  "That is more than this page takes. Open the page again and send less.": "He nui rawa mō tēnei whārangi. Huakina anō te whārangi, kia iti iho te tuku.",
  "Too many at once": "He maha rawa i te wā kotahi",
  "Too many sign-ins in the last minute. Wait a moment, then press the button again.": "He maha rawa ngā waitohu mai i te meneti kua hipa. Tatari, ka pēhi anō i te pātene.",
  "We cannot reach our records": "Kāore e taea te pūnaha",
  "The record can't be reached just now. Nothing was lost; try again in a minute.": "Kāore e taea te pūnaha ināianei. Kāore he mea i ngaro; whakamātauria anō ākuanei.",
  "Something broke on our side": "I hē tētahi mea i tō mātou taha",
  "Something went wrong on our side. Try again; if it stays, tell us the reference below.": "I hē tētahi mea i tō mātou taha. Whakamātauria anō; ki te pērā tonu, kōrerotia te waehere i raro.",
  "We could not finish what you asked for.": "Kāore i oti tāu i tono ai.",
  "Try again in a minute. If it keeps happening, tell your site office the request number below.": "Whakamātauria anō ākuanei. Ki te pērā tonu, hoatu te tau o te tono i raro ki te tari.",
  "Try again": "Whakamātauria anō",
  Code: "Waehere",
  Request: "Tono",
};

/** Sentences with numbers in them. */
const PATTERNS: readonly (readonly [english: RegExp, maori: string])[] = [
  [/^Use ([\d,]+) characters or fewer$/, "Kia $1 ngā pū, kia iti iho rānei"],
  [/^Enter a number from (-?[\d.e+]+) to (-?[\d.e+]+)$/, "Tuhia he tau mai i te $1 ki te $2"],
  [/^Enter (-?[\d.e+]+) or less$/, "Tuhia te $1, te iti iho rānei"],
  [/^Enter (-?[\d.e+]+) or more$/, "Tuhia te $1, te nui ake rānei"],
  [/^This photo is too large: use one of (\d+) MB or less$/, "He nui rawa tēnei whakaahua: kia $1 MB, kia iti iho rānei"],
  [/^Wait (\d+) seconds?, then try again\.$/, "Tatari mō te $1 hēkona, ka whakamātau anō."],
];

/** The same in te reo Māori; what is not known here is said as it came. */
export function sayInMaori(sentence: string): string {
  if (Object.hasOwn(SENTENCES, sentence)) return SENTENCES[sentence] ?? sentence;
  const [english, maori] = PATTERNS.find(([pattern]) => pattern.test(sentence)) ?? [];
  return english && maori ? sentence.replace(english, maori) : sentence;
}
