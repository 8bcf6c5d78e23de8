/** An induction with a block of each kind, in two languages and a bit of a third. */
import type { Content } from "#worker/domain/induction/content.ts";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";

const said = (en: string, mi = "", ar = "") => ({ en, ...(mi && { mi }), ...(ar && { ar }) });

export const EVERY_KIND: Content = makeContent(
  [
    makeBlock("heading", "h1", { text: said("Welcome to the viaduct", "Nau mai ki te arawhiti", "مرحبا") }),
    makeBlock("text", "t1", { text: said("**Stop** at the tape. See https://worksafe.govt.nz/\n\n- Boots\n- Helmet\n- Hi-vis", "**E tū** i te rīpene.\n\n- Ngā pūtu\n- Te pōtae mārō") }),
    makeBlock("image", "i1", { assetId: null, alt: said("Map of the site with the assembly point", "Mahere o te wāhi") }),
    makeBlock("pdf", "d1", { title: said("Emergency plan") }),
    makeBlock("video", "v1", { title: said("How to cross the road safely") }),
    makeBlock("heading", "h2", { text: said("About you", "Mōu") }),
    makeBlock("short_text", "q1", { text: said("Who is your host?", "Ko wai tō tangata whenua?"), help: said("Their first name will do"), required: true }),
    makeBlock("long_text", "q2", { text: said("Anything we should know?") }),
    makeBlock("number", "q3", { text: said("How heavy is your load?"), min: 1, max: 40, unit: said("tonnes"), required: true }),
    makeBlock("date", "q4", { text: said("When was your last medical?"), when: "past" }),
    makeBlock("yes_no", "q5", { text: said("Do you drive a machine today?", "Ka taraiwa koe i tētahi mihini i tēnei rā?"), required: true }),
    makeBlock("single", "q6", { text: said("Which machine?"), required: true, showIf: { questionId: idOf("q5"), is: { anyOf: ["yes"] } } }),
    makeBlock("heading", "h3", { text: said("Your word", "Tō kupu") }),
    makeBlock("multiple", "q7", { text: said("What do you wear on site?"), required: true }),
    makeBlock("checkbox", "q8", { text: said("Send me the newsletter") }),
    makeBlock("photo", "q9", { text: said("A photo of your licence"), required: true }),
    makeBlock("acknowledgement", "qa", { text: said("I have read the site rules", "Kua pānuitia e au ngā ture"), required: true }),
    makeBlock("signature", "qb", { text: said("Sign here", "Waitohua ki konei"), required: true }),
  ],
  { languages: ["en", "mi", "ar"], title: said("Site rules", "Ngā ture o te wāhi"), validDays: 365 },
);

/** Two questions that are marked, both of which must be right; two tries, then an hour's wait. */
export const QUIZ: Content = makeContent(
  [
    makeBlock("heading", "h1", { text: said("Rules") }),
    makeBlock("text", "t1", { text: said("Stop at the tape.") }),
    makeBlock("heading", "h2", { text: said("Quiz") }),
    makeBlock("yes_no", "q1", { text: said("May you cross the tape?"), required: true, right: "no" }),
    makeBlock("yes_no", "q2", { text: said("Do you wear a helmet?"), required: true, right: "yes" }),
  ],
  { quiz: { passPercent: 100, attempts: 2, coolDownMinutes: 60, draw: null }, validDays: 30 },
);

/** One step with one critical question. */
export const critical = (which: "stop" | "ask"): Content =>
  makeContent([makeBlock("heading", "h1", { text: said("Fit for work") }), makeBlock("yes_no", "q1", { text: said("Are you fit for work today?"), required: true, right: "yes", critical: which })]);

/** Two short steps: something to read, something to tick. */
export const SHORT: Content = makeContent([makeBlock("heading", "h1", { text: said("Read this") }), makeBlock("heading", "h2", { text: said("Your word") }), makeBlock("acknowledgement", "q1", { text: said("I have read it"), required: true })], { validDays: 30 });
