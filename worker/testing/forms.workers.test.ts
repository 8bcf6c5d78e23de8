/** What a form may bring, on every route that takes one: the fields of its page, each once and as text, and nothing else. */
import { beforeAll, describe, expect, it } from "vitest";
import { writeSession } from "#worker/http/session-cookie.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { ask, ORIGIN } from "./ask.ts";
import { crawl, type FoundForm } from "./crawl.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, randomText, somebody } from "./factories.ts";
import { listRoutes } from "./routes.ts";

const URLENCODED = { "Content-Type": "application/x-www-form-urlencoded" };

/** In both languages of a gate's pages. */
const UNREADABLE = ["Open the page again, fill it in there and send it once more.", "Huakina anō te whārangi, whakakīa, ka tuku anō."];

let cookie: string;
let forms: FoundForm[];

beforeAll(async () => {
  const company = await makeCompany(2);
  const prepared = prepare();
  await signIn(makeVisitor(company.sites[0]), { ...somebody(), prepared });
  const member = await makeMember(company, "owner");
  cookie = (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "";
  const starts = listRoutes().filter(({ method, path }) => method === "GET" && !path.includes(":")).map(({ path }) => path);
  const found = [await crawl([...starts, `/v/${prepared.signOutToken}`], cookie), await crawl([...starts, company.sites[0].path], "")];
  forms = found.flatMap((one) => one.forms).filter(({ method }) => method === "POST");
});

async function expectUnreadable(address: string, body: BodyInit, headers: Record<string, string> = {}) {
  const response = await ask(address, { method: "POST", body, headers: { Origin: ORIGIN, Accept: "text/html", Cookie: cookie, ...headers } });
  const text = await response.text();
  expect([address, response.status, UNREADABLE.some((sentence) => text.includes(sentence))]).toEqual([address, 400, true]);
}

const withPart = (pairs: [string, string][], name: string, value: string | File) => {
  const form = new FormData();
  for (const [field, text] of pairs.filter(([field]) => field !== name)) form.append(field, text);
  form.append(name, value);
  return form;
};

describe("a form is refused with a sentence, and does nothing,", () => {
  const routes = listRoutes().filter(({ method }) => method === "POST");

  it.each(routes.map(({ path }) => path))("when it is none of ours: POST %s", async (path) => {
    const address = path.replace(":id", crypto.randomUUID()).replace(":link", `${randomText(10)}-${randomText(12)}`).replace(":token", randomText(43));
    await expectUnreadable(address, new URLSearchParams({ isAdmin: "1" }));
    await expectUnreadable(address, new URLSearchParams([["", ""]]));
    await expectUnreadable(address, withPart([], "upload", new File(["x"], "x.txt")));
    await expectUnreadable(address, "--x\r\nnothing", { "Content-Type": "multipart/form-data; boundary=x" });
    await expectUnreadable(address, "x", { "Content-Type": "multipart/form-data" });
  });

  it("when one of its fields comes twice, as a file, or with a NUL, or another comes with them", async () => {
    expect(forms.length).toBeGreaterThan(12);
    for (const { address, fields } of forms) {
      const names = [...new Set(fields.map(([name]) => name))];
      const once = names.map((name): [string, string] => [name, fields.find(([field]) => field === name)?.[1] ?? ""]);
      await expectUnreadable(address, new URLSearchParams([...once, ["isAdmin", "1"]]));
      for (const name of names) {
        // Where a page asks for a file, one may come.
        if (name !== "file") await expectUnreadable(address, withPart(once, name, new File(["x"], "x.txt")));
        await expectUnreadable(address, `${new URLSearchParams(once.filter(([field]) => field !== name)).toString()}&${name}=a%00b`, URLENCODED);
        // Boxes to tick are the fields that may come often.
        if (!["siteIds", "visitorTypes"].includes(name)) await expectUnreadable(address, new URLSearchParams([...once, [name, "again"]]));
      }
    }
  });

  it.each(["1e3", "0x1", "1.0", " 1", "+1", "-1", "01", "１", "", "9007199254740993"])("when the version that was seen is written as “%s”", async (version) => {
    const versioned = forms.filter(({ fields }) => fields.some(([name]) => name === "version"));
    expect(new Set(versioned.map(({ address }) => address.split("/")[1]))).toEqual(new Set(["sites", "team"]));
    for (const { address, fields } of versioned) {
      await expectUnreadable(address, new URLSearchParams([...fields.filter(([name]) => name !== "version"), ["version", version]]));
    }
  });
});
