import type { ReactNode } from "react";

interface PublicFrameProps {
  siteName: string;
  companyName: string;
  /** The language of what stands in the frame, as in `lang`. */
  language?: string;
  /** Links at the foot, such as the privacy notice. */
  foot?: ReactNode;
  children: ReactNode;
}

/** The frame of every public page: site first, then company, then the page's own h1. */
export function PublicFrame({ siteName, companyName, language = "en-NZ", foot, children }: PublicFrameProps) {
  return (
    <div lang={language}>
      <div className="tape" />
      <header className="public-head">
        <p className="public-site">{siteName}</p>
        <p className="public-company">{companyName}</p>
      </header>
      <main className="public-main stack" id="main">
        {children}
      </main>
      {foot ? <footer className="public-foot">{foot}</footer> : null}
    </div>
  );
}
