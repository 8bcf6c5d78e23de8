import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readFields } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { LANGUAGES } from "#app/routes/inductions.$id/kinds.ts";
import { inOrder, type Wording } from "#app/routes/terms/languages.server.ts";
import { parse } from "#worker/domain/parse.ts";
import { getTerms } from "#worker/domain/terms/list.ts";
import { publishTerms } from "#worker/domain/terms/publish.ts";
import { publishTermsInput } from "#worker/domain/terms/schemas.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** The next wording begins with the one that is in force, or was. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const [latest] = await getTerms(member);
    return json({ termsId: member.request.makeId(), texts: latest ? inOrder(latest.texts) : [{ language: "en", text: "" }] }, { headers: NO_STORE });
  });
}

const TEXT = "text-";

/** What was typed, by language, and what the rest of the form says. Throws UNREADABLE for a field that is none of ours. */
async function readTyped(request: Request) {
  const fields = await readFields(request);
  const texts: Record<string, string> = {};
  const own = { termsId: "", intent: "", another: "" };
  for (const [name, [value = "", ...more]] of Object.entries(fields)) {
    const language = name.startsWith(TEXT) ? name.slice(TEXT.length) : null;
    if (more.length > 0 || (language === null ? !Object.hasOwn(own, name) : !Object.hasOwn(LANGUAGES, language))) throw new DomainError("UNREADABLE");
    if (language === null) own[name as keyof typeof own] = value;
    else texts[language] = value;
  }
  return { ...own, texts };
}

/** Beside each text what is to be mended of it. */
const fieldsOfForm = (fields: FieldErrors): FieldErrors => Object.fromEntries(Object.entries(fields).map(([path, message]) => [path.replace(/^texts\.([^.]+).*$/, `${TEXT}$1`).replace(/^texts$/, `${TEXT}en`), message]));

export interface Written {
  texts: Wording[];
  isPreview: boolean;
}

/** The same shape as a refusal's, with nothing to mend. */
const shown = (typed: Written) => json({ code: null, sentence: "", fields: {}, waitSeconds: null, typed }, { headers: NO_STORE });

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const { termsId, intent, another, texts } = await readTyped(asked.request);
    const typed: Written = { texts: inOrder(texts), isPreview: false };
    try {
      // What is only shown again is for who may publish it, all the same.
      if (intent !== "publish") await getTerms(member);
      if (intent === "add") return shown({ ...typed, texts: inOrder(Object.hasOwn(LANGUAGES, another) ? { [another]: "", ...texts } : texts) });
      if (intent === "preview") {
        parse(publishTermsInput, { termsId, texts });
        return shown({ ...typed, isPreview: true });
      }
      await publishTerms(member, asked.context.env, { termsId, texts });
      return redirect("/terms?done=published", { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("INVALID_INPUT", { fields: fieldsOfForm(error.fields) }) : error, typed, asked.context);
    }
  });
}
