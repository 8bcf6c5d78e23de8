/** The cases of every operation, in one list. */
import { ACCOUNT_CASES } from "./account.ts";
import { ASSET_CASES } from "./asset.ts";
import { AUDIT_CASES } from "./audit.ts";
import { BOOKING_CASES } from "./booking.ts";
import type { Cases } from "./case.ts";
import { LOG_IN_CASES } from "./log-in.ts";
import { INDUCTION_CASES } from "./induction.ts";
import { COMPANY_CASES, EXPORT_CASES, MEMBER_CASES, SITE_CASES } from "./office.ts";
import { GATE_CASES } from "./gate-rules.ts";
import { ENTRY_CASES } from "./entry.ts";
import { NOTICE_CASES } from "./notice.ts";
import { PRIVACY_CASES } from "./privacy.ts";
import { VISIT_CASES } from "./visit.ts";

export const CASES: Cases = { ...LOG_IN_CASES, ...ACCOUNT_CASES, ...COMPANY_CASES, ...MEMBER_CASES, ...SITE_CASES, ...VISIT_CASES, ...EXPORT_CASES, ...AUDIT_CASES, ...INDUCTION_CASES, ...ASSET_CASES, ...NOTICE_CASES, ...PRIVACY_CASES, ...GATE_CASES, ...ENTRY_CASES, ...BOOKING_CASES };

/** The operation's name of a case: what stands before its comma. */
export const operationOf = (name: string): string => name.split(",")[0] ?? name;
