/** A member as the database has them at a trip. */
import type { MemberRole } from "#worker/permissions.ts";

export const SECOND_FACTORS = ["totp", "recovery-code", "passkey"] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

/** `siteIds` null means every site; `secondFactor` is what was shown at the log-in beside the password, or instead of it. */
export interface MemberFacts {
  companyId: string;
  companyName: string;
  timeZone: string;
  memberId: string;
  memberName: string;
  role: MemberRole;
  siteIds: string[] | null;
  version: number;
  sessionId: string;
  secondFactor: SecondFactor | null;
  /** When the session ends, whatever happens. */
  expiresAt: Date;
  /** How many companies the account is in. */
  companies: number;
}

export function toMemberFacts(row: Record<string, unknown>): MemberFacts {
  return {
    companyId: row.company_id as string,
    companyName: row.company_name as string,
    timeZone: row.time_zone as string,
    memberId: row.member_id as string,
    memberName: row.member_name as string,
    role: row.role as MemberRole,
    siteIds: row.sites as string[] | null,
    version: row.version as number,
    sessionId: row.session_id as string,
    secondFactor: row.second_factor as SecondFactor | null,
    expiresAt: new Date(row.expires_at as string),
    companies: row.companies as number,
  };
}
