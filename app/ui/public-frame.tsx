import type { ReactNode } from "react";
import { useMessages } from "./shell-context.ts";

interface PublicFrameProps {
  siteName: string;
  companyName: string;
  /** Beside the site's name, such as another language. */
  head?: ReactNode;
  /** Links at the foot, such as the privacy notice. */
  foot?: ReactNode;
  children: ReactNode;
}

/** The frame of every public page: site first, then company, then the page's own h1. */
export function PublicFrame({ siteName, companyName, head, foot, children }: PublicFrameProps) {
  const { language } = useMessages();
  return (
    <div lang={language}>
      <div className="tape" />
      <header className="public-head">
        <p className="public-site">{siteName}</p>
        <p className="public-company">{companyName}</p>
        {head}
      </header>
      <main className="public-main stack" id="main">
        {children}
      </main>
      {foot ? <footer className="public-foot">{foot}</footer> : null}
    </div>
  );
}
