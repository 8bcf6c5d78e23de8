import type { MemberRole } from "#worker/permissions.ts";

/** One sentence a role, for whoever gives it. */
export const ROLE_MEANINGS: Record<MemberRole, string> = {
  owner: "Everything an admin may, and the company's own settings. Only an owner makes, changes or disables an owner.",
  admin: "Looks after sites, exports and the team of the whole company, and reads its audit log.",
  site_manager: "Sees who is on site, marks who has left, writes inductions and makes exports, at their own sites only.",
  viewer: "Sees who is and was on site, at all sites. Changes nothing.",
};

/** As somebody is one: "Hēmi is now a viewer". */
export const AS_ROLE: Record<MemberRole, string> = { owner: "an owner", admin: "an admin", site_manager: "a site manager", viewer: "a viewer" };
