import { isRouteErrorResponse, useLocation } from "@remix-run/react";
import { useShell } from "./shell-context.ts";

/** What a thrown response may carry as JSON; anything missing is filled in from its status. */
export interface ErrorBody {
  code?: string;
  /** One plain sentence for the person who reads it. */
  message?: string;
  requestId?: string;
  retryAfterSeconds?: number;
}

interface Explanation {
  code: string;
  title: string;
  message: string;
  whatToDo: string;
}

const UNEXPECTED: Explanation = {
  code: "INTERNAL",
  title: "Something broke on our side",
  message: "We could not finish what you asked for.",
  whatToDo: "Try again in a minute. If it keeps happening, tell your site office the request number below.",
};

const CLOSED: Explanation = {
  code: "GONE",
  title: "This no longer works",
  message: "What stood at this address has been replaced or closed.",
  whatToDo: "At a gate, scan the QR code on the poster again, or ask the site office.",
};

const BY_STATUS: Record<number, Explanation> = {
  400: {
    code: "INVALID_INPUT",
    title: "We could not read that",
    message: "What was sent is not in a form we understand.",
    whatToDo: "Go back, check what you filled in, and send it again.",
  },
  401: {
    code: "NOT_LOGGED_IN",
    title: "You are not logged in",
    message: "This page is for people who are logged in.",
    whatToDo: "Log in, then open the page again.",
  },
  403: {
    code: "FORBIDDEN",
    title: "You may not do this",
    message: "Your account does not allow it.",
    whatToDo: "Ask an administrator of your company if you need it.",
  },
  404: {
    code: "NOT_FOUND",
    title: "There is no such page",
    message: "The address is wrong, or what stood here is gone.",
    whatToDo: "Check the address. At a gate, scan the QR code on the poster again.",
  },
  409: {
    code: "CONFLICT",
    title: "Somebody was faster",
    message: "What you worked on has changed since you opened it.",
    whatToDo: "Open the page again, look at it, and repeat what you did.",
  },
  410: CLOSED,
  413: {
    code: "TOO_LARGE",
    title: "That is too big",
    message: "More was sent than this page takes.",
    whatToDo: "Go back and send less.",
  },
  429: {
    code: "TOO_MANY",
    title: "Too many at once",
    message: "More was asked than we accept in one minute.",
    whatToDo: "Wait a minute, then try again. Nothing you did is lost.",
  },
  503: {
    code: "UNAVAILABLE",
    title: "We cannot reach our records",
    message: "The service is up, but its database did not answer.",
    whatToDo: "Try again in a minute. Nothing that was confirmed is lost.",
  },
};

/** The honest error screen: code, plain sentence, what to do, request id. Takes whatever was thrown. */
export function ErrorScreen({ error }: { error: unknown }) {
  return (
    <main className="error-screen" id="main">
      <ErrorWords error={error} />
    </main>
  );
}

/** The same inside a frame that has its own `<main>`. */
export function ErrorPart({ error }: { error: unknown }) {
  return (
    <div className="error-screen error-part">
      <ErrorWords error={error} />
    </div>
  );
}

function ErrorWords({ error }: { error: unknown }) {
  const { pathname, search } = useLocation();
  const shell = useShell();
  const body = readBody(error);
  const explanation = explain(error, body);
  const isDocumentsOwn = shell.documentHref === pathname + search;
  const requestId = body.requestId ?? (isDocumentsOwn ? shell.requestId : undefined);
  return (
    <>
      <h1>{explanation.title}</h1>
      <p className="lead">{explanation.message}</p>
      {explanation.whatToDo ? <p>{explanation.whatToDo}</p> : null}
      <dl className="facts">
        <div>
          <dt>Code</dt>
          <dd>
            <code>{explanation.code}</code>
          </dd>
        </div>
        {requestId ? (
          <div>
            <dt>Request</dt>
            <dd>
              <code>{requestId}</code>
            </dd>
          </div>
        ) : null}
      </dl>
      <p>
        <a className="button button-quiet" href={pathname + search}>
          Try again
        </a>
      </p>
    </>
  );
}

function explain(error: unknown, body: ErrorBody): Explanation {
  const known = (isRouteErrorResponse(error) && BY_STATUS[error.status]) || UNEXPECTED;
  const wait = body.retryAfterSeconds;
  // The server's own sentence says what to do; only the one for what can't be found leaves it to the page.
  const isSaid = body.message !== undefined && body.code !== "NOT_FOUND";
  return {
    ...known,
    code: body.code ?? known.code,
    message: body.message ?? known.message,
    whatToDo: wait ? `Wait ${wait} ${wait === 1 ? "second" : "seconds"}, then try again.` : isSaid ? "" : known.whatToDo,
  };
}

function readBody(error: unknown): ErrorBody {
  if (!isRouteErrorResponse(error)) return {};
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null) return {};
  const { code, message, requestId, retryAfterSeconds } = data as Record<string, unknown>;
  return {
    code: typeof code === "string" ? code : undefined,
    message: typeof message === "string" ? message : undefined,
    requestId: typeof requestId === "string" ? requestId : undefined,
    retryAfterSeconds: typeof retryAfterSeconds === "number" ? retryAfterSeconds : undefined,
  };
}
