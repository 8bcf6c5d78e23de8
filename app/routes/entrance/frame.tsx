import type { ReactNode } from "react";
import { PublicFrame } from "#app/ui/index.ts";

interface EntranceFrameProps {
  /** The company that the page is about, where there is one. */
  companyName?: string;
  foot?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before the office: log-in, sign-up, new password, invitation. */
export function EntranceFrame({ companyName, foot, children }: EntranceFrameProps) {
  return (
    <PublicFrame siteName={companyName ?? "InductLite"} companyName={companyName ? "On InductLite" : "For the office"} foot={foot}>
      {children}
    </PublicFrame>
  );
}
