import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { ofSomebody, phoneText } from "#app/routes/office/words.ts";
import { getBanForm } from "#worker/domain/ban/list.ts";
import { banPerson } from "#worker/domain/ban/make.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** An address names a visit, and nobody. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { sites, person } = await getBanForm(member, { visitId: readQuery(asked.request)("visit") }).catch((error: unknown) => {
      throw error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error;
    });
    const mayForAll = member.entered?.siteIds === null;
    const typed = { name: person?.name ?? "", phone: person ? phoneText(person.phone) : "", siteId: person?.siteId ?? (mayForAll ? "" : (sites[0]?.id ?? "")), reason: "", untilOn: "" };
    return json({ banId: member.request.makeId(), sites, mayForAll, typed }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["banId", "name", "phone", "siteId", "reason", "untilOn"]);
    const typed = { name: field("name"), phone: field("phone"), siteId: field("siteId"), reason: field("reason"), untilOn: field("untilOn") };
    try {
      const { siteId, untilOn } = typed;
      const isMade = await banPerson(member, asked.context.env, { ...typed, banId: field("banId"), siteId: siteId === "" ? null : siteId, untilOn: untilOn === "" ? null : untilOn });
      return redirect(`/bans?done=${isMade ? "made" : "unchanged"}`, { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error instanceof DomainError && error.code === "INVALID_INPUT" ? inOfficeWords(error) : error, typed, asked.context);
    }
  });
}

const inOfficeWords = ({ fields }: DomainError) => new DomainError("INVALID_INPUT", { fields: Object.fromEntries(Object.entries(fields).map(([name, sentence]) => [name, ofSomebody(sentence)])) });
