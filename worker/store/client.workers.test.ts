import { afterEach, expect, it, vi } from "vitest";
import { getSites } from "#worker/domain/site/list.ts";
import { makeCompany, makeMember, makeRequest } from "#worker/testing/factories.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("a database that sends us elsewhere is not followed: the login's password goes nowhere else", async () => {
  const member = await makeMember(await makeCompany(), "viewer");
  const fetched = vi.spyOn(globalThis, "fetch");
  await getSites(member);
  await makeRequest().platform.ping();
  expect(fetched.mock.calls.map(([, init]) => init?.redirect)).toEqual(["manual", "manual"]);
  fetched.mockResolvedValueOnce(new Response(null, { status: 307, headers: { Location: "https://elsewhere.example/sql" } }));
  await expect(getSites(member)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(fetched).toHaveBeenCalledTimes(3);
});
