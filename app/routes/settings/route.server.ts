import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm } from "#app/door.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { allowPhotos, getSettings, requireSecondFactor } from "#worker/domain/company/settings.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

const QUESTIONS = ["require", "let-go", "photos-on", "photos-off"] as const;
export type Question = (typeof QUESTIONS)[number];

const findQuestion = (text: string | undefined): Question | null => QUESTIONS.find((one) => one === text) ?? null;

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const settings = await getSettings(member);
    return json(
      {
        ...settings,
        mayChange: may((member.entered ?? member.claims).role, "company.change"),
        /** Whoever asks others for one shows one: else their own next click would lead to their account. */
        hasShownOne: Boolean(member.entered?.secondFactor),
        asking: findQuestion(query("ask")),
        outcome: query("done") ?? null,
      },
      { headers: NO_STORE },
    );
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["intent"]);
    const intent = findQuestion(field("intent"));
    if (!intent) throw new DomainError("UNREADABLE");
    const isOfPhotos = intent === "photos-on" || intent === "photos-off";
    const isChanged = isOfPhotos ? await allowPhotos(member, asked.context.env, { allowed: intent === "photos-on" }) : await requireSecondFactor(member, { required: intent === "require" });
    return redirect(addressWith("/settings", { done: isChanged ? intent : "unchanged" }), { status: 303, headers: NO_STORE });
  });
}
