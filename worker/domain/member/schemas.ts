/** What is sent to the operations on members. */
import * as z from "zod";
import { email } from "#worker/domain/account/schemas.ts";
import { personName } from "#worker/domain/person/schemas.ts";
import { MEMBER_ROLES } from "#worker/permissions.ts";

const role = z.enum(MEMBER_ROLES, "Choose a role");
const siteIds = z.array(z.uuid("Choose sites from the list")).max(500, "Choose 500 sites or fewer");

/** A site manager without a site could do nothing. Said together with what is wrong elsewhere. */
const hasSites = ({ role: given, siteIds: ids }: { role: string; siteIds: string[] }) => given !== "site_manager" || ids.length > 0;
const SITES_MISSING = { path: ["siteIds"], message: "Choose at least one site for a site manager", when: ({ value }: { value: unknown }) => Array.isArray((value as { siteIds?: unknown } | null)?.siteIds) };

export const inviteInput = z.strictObject({ email, name: personName, role, siteIds }).refine(hasSites, SITES_MISSING);
export const changeMemberInput = z.strictObject({ memberId: z.uuid(), version: z.int().min(1), role, siteIds }).refine(hasSites, SITES_MISSING);
export const memberInput = z.strictObject({ memberId: z.uuid() });
export const inviteIdInput = z.strictObject({ inviteId: z.uuid() });
