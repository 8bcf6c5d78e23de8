import { Link, NavLink } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import { AccountMenu } from "./account-menu.tsx";
import { useClosedElsewhere } from "./use-closed-elsewhere.ts";

export interface NavItem {
  to: string;
  label: string;
  /** True for an address that others begin with, such as /dashboard. */
  end?: boolean;
}

export interface NavGroup {
  title: string;
  pages: readonly NavItem[];
}

interface AppFrameProps {
  companyName: string;
  memberName: string;
  roleLabel: string;
  /** How many companies the account is in: with several, the frame says so and offers the others. */
  companies?: number;
  nav: readonly NavGroup[];
  logOutAction?: string;
  children: ReactNode;
}

/** The dashboard's frame: skip link, top bar, navigation, and the page in `<main>`. */
export function AppFrame({ companyName, memberName, roleLabel, companies = 1, nav, logOutAction = "/log-out", children }: AppFrameProps) {
  return (
    <div className="app">
      <a className="skip-link button button-quiet" href="#main">
        Skip to the page
      </a>
      <header className="app-head">
        <div className="tape" />
        <div className="app-bar">
          <PhoneNav nav={nav} />
          <p className="app-company">
            {companyName}
            {companies > 1 ? (
              <span className="app-one-of">
                {" "}
                <Link to="/account#companies">{companies} companies: switch</Link>
              </span>
            ) : null}
          </p>
          <AccountMenu memberName={memberName} roleLabel={roleLabel} hasCompanies={companies > 1} logOutAction={logOutAction} />
        </div>
      </header>
      <nav className="app-nav" aria-label="Main">
        <NavList nav={nav} />
      </nav>
      <main className="app-main stack" id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function PhoneNav({ nav }: { nav: readonly NavGroup[] }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useClosedElsewhere(menu);
  return (
    <details className="phone-nav" ref={menu}>
      <summary>Menu</summary>
      <nav className="phone-sheet" aria-label="Main">
        <NavList nav={nav} />
      </nav>
    </details>
  );
}

function NavList({ nav }: { nav: readonly NavGroup[] }) {
  return (
    <div className="nav-groups">
      {nav.map(({ title, pages }) => (
        <div key={title} className="nav-group">
          <p className="nav-title">{title}</p>
          <ul>
            {pages.map(({ to, label, end }) => (
              <li key={to}>
                <NavLink to={to} end={end}>
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

interface PageHeaderProps {
  title: string;
  lead?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
}

/** A dashboard page's h1 with a line under it and its buttons. */
export function PageHeader({ title, lead, actions }: PageHeaderProps) {
  return (
    <div className="page-header">
      <div>
        <h1>{title}</h1>
        {lead ? <p className="soft">{lead}</p> : null}
      </div>
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}
