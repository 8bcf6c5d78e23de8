/** Who may import what, as data. `imports.ts` turns it into findings; docs/contributing.md tells it in words. */

export type Boundary = {
  /** The files that it binds, by their path from the root. */
  files: RegExp;
  /** Files among them that it leaves alone. */
  except?: RegExp;
  /** What they may not import: a path from the root (`worker/store/visits.ts`), or a package. */
  refuses: RegExp;
  /** Targets among those that are let through, with the reason beside them in the table. */
  allows?: RegExp;
  /** Types leave no code behind, so most boundaries let them pass. */
  refusesTypes?: true;
  why: string;
};

const TESTS = /\.(test|spec)\.tsx?$|^worker\/testing\/|^app\/e2e\//;

export const BOUNDARIES: Boundary[] = [
  {
    files: /^(worker|app|queue-consumer)\//,
    except: /^worker\/(store|testing)\//,
    refuses: /^(drizzle-orm|@neondatabase\/serverless)(\/|$)/,
    refusesTypes: true,
    why: "All SQL stands in worker/store: ask one of its functions, or write one there.",
  },
  {
    files: /^(worker\/http|app|queue-consumer)\//,
    except: TESTS,
    refuses: /^worker\/store\//,
    // A file's bytes pass through the door, so the doors open and write what an operation named (files.ts). The consumer is
    // one long operation of its own: it pages through the export it has claimed (exports.ts), always with a store from requirePermission().
    allows: /^worker\/store\/(files|exports)\.ts$/,
    why: "A door calls one operation of worker/domain and never the store. Import its types with `import type`.",
  },
  {
    files: /^(worker\/http|app)\//,
    except: TESTS,
    refuses: /^worker\/store\/exports\.ts$/,
    why: "Only the consumer pages through an export. Call an operation of worker/domain/export.",
  },
  {
    files: /^worker\/domain\//,
    refuses: /^(hono|@hono\/.*|@remix-run\/.*)$|^hono\//,
    refusesTypes: true,
    why: "An operation is the same for a page, an API call and a queue message: it knows neither Hono nor Remix.",
  },
  {
    files: /^worker\/domain\//,
    except: TESTS,
    refuses: /^cloudflare:|^worker\/(http|index|render)/,
    why: "An operation reads the outside world through its context only.",
  },
  {
    files: /^app\//,
    except: /\.server\.ts$|\.(test|spec)\.tsx?$|^app\/e2e\//,
    refuses: /^worker\//,
    why: "A screen that imports values of the Worker ships them to the browser: only *.server.ts files may. Types are fine.",
  },
  {
    files: /^(worker|queue-consumer)\//,
    refuses: /^app\/|^@remix-run\//,
    allows: /^@remix-run\/cloudflare$/,
    refusesTypes: true,
    why: "The Worker knows nothing of the pages; worker/render.ts alone meets what Remix built.",
  },
  {
    files: /^(worker|queue-consumer)\//,
    except: /^worker\/(render\.ts$|testing\/)/,
    refuses: /^(#pages|@remix-run\/cloudflare)$/,
    refusesTypes: true,
    why: "worker/render.ts alone meets what Remix built.",
  },
  {
    files: /^(worker|app|queue-consumer)\//,
    except: /^app\/e2e\/|^app\/.*\.test\.tsx?$|^queue-consumer\/.*(?<!workers)\.test\.ts$/,
    refuses: /^node:|^dev\/|^(pg|pg-copy-streams|miniflare|wrangler|playwright|fast-check)$/,
    allows: /^fast-check$/,
    why: "This runs on Cloudflare, where neither Node nor dev/ is.",
  },
  {
    files: /^(worker|app|queue-consumer)\//,
    except: /^worker\/crypto\//,
    refuses: /^(jose|argon2id)(\/|$)|^@noble\//,
    refusesTypes: true,
    why: "Cryptography stands in worker/crypto, in functions named after what they are for.",
  },
  {
    files: /^(worker|queue-consumer|dev)\//,
    except: TESTS,
    refuses: /^worker\/testing\//,
    why: "What tests are made of stays out of what runs.",
  },
];

/** The first boundary that this import crosses, or undefined. `target` is a path from the root or a package. */
export function findCrossing(file: string, target: string, typesOnly: boolean): Boundary | undefined {
  return BOUNDARIES.find(
    ({ files, except, refuses, allows, refusesTypes }) =>
      files.test(file) && !except?.test(file) && refuses.test(target) && !allows?.test(target) && (refusesTypes === true || !typesOnly),
  );
}

/** `./x.ts` and `#worker/x.ts` as paths from the root; a package stays what it is. */
export function resolveTarget(file: string, source: string): string {
  if (source.startsWith(".")) return new URL(source, `file:///${file}`).pathname.slice(1);
  return source.replace(/^#(worker|app|dev)\//, "$1/");
}
