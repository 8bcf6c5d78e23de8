import { isRouteErrorResponse, useLocation } from "@remix-run/react";
import { type ErrorBody, explain, findWayOn } from "./error-words.ts";
import { useMessages, useShell } from "./shell-context.ts";

export type { ErrorBody };

/** The honest error screen: plain sentence, what to do, and at the foot the code and the request's id. Takes whatever was thrown. */
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
  const { say } = useMessages();
  const body = readBody(error);
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const explanation = explain(status, body, pathname);
  const isDocumentsOwn = shell.documentHref === pathname + search;
  const requestId = body.requestId ?? (isDocumentsOwn ? shell.requestId : undefined);
  const wayOn = findWayOn(status, body.code, pathname, search);
  return (
    <>
      <h1>{say(explanation.title)}</h1>
      <p className="lead">{say(explanation.message)}</p>
      {explanation.whatToDo ? <p>{say(explanation.whatToDo)}</p> : null}
      {wayOn ? (
        <p>
          <a className="button button-quiet" href={wayOn.to}>
            {say(wayOn.label)}
          </a>
        </p>
      ) : null}
      <p className="error-reference">
        {say("Code")} <code>{explanation.code}</code>
        {requestId ? (
          <>
            {" "}
            · {say("Request")} <code>{requestId}</code>
          </>
        ) : null}
      </p>
    </>
  );
}

/** On the server there is no such word. */
const isOffline = () => typeof navigator !== "undefined" && navigator.onLine === false;

function readBody(error: unknown): ErrorBody {
  // A lost connection throws what a fault of ours throws, too.
  if (!isRouteErrorResponse(error)) return isOffline() ? { code: "NO_CONNECTION" } : {};
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
