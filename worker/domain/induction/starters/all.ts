/** What a new induction may begin with. */
import type { Content } from "#worker/domain/induction/content.ts";
import { construction } from "#worker/domain/induction/starters/construction.ts";
import { farm } from "#worker/domain/induction/starters/farm.ts";
import { office } from "#worker/domain/induction/starters/office.ts";
import { warehouse } from "#worker/domain/induction/starters/warehouse.ts";

export const STARTERS = { construction, warehouse, office, farm } satisfies Record<string, Content>;
export type StarterName = keyof typeof STARTERS;
