import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId } from "#app/door.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { getInductionToChange } from "#worker/domain/induction/get.ts";
import { readTextsFile, toTextsFile } from "#worker/domain/induction/texts-file.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** A language of the induction other than its main one. */
function requireLanguage(request: Request, languages: string[]): string {
  const language = readQuery(request)("language") ?? "";
  if (!languages.slice(1).includes(language)) throw new DomainError("NOT_FOUND");
  return language;
}

/** The texts of the draft as a file for a translator. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { draft } = await getInductionToChange(member, { templateId: requireId(asked) });
    const language = requireLanguage(asked.request, draft.languages);
    return new Response(toTextsFile(draft, language), {
      headers: { ...NO_STORE, "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="induction-${language}.csv"` },
    });
  });
}

/** The draft with the words of the file in it. Nothing is kept: the editor takes it as a change that can be undone. */
export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["csv"]);
    const { draft } = await getInductionToChange(member, { templateId: requireId(asked) });
    const read = readTextsFile(draft, requireLanguage(asked.request, draft.languages), field("csv"));
    return json(read, { status: "errors" in read ? 400 : 200, headers: NO_STORE });
  });
}
