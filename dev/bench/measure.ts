/** Rounds of load over pages and floors: each round has every measure once, so that a slow minute falls on all alike. */
import { cpuMsOf } from "./machine.ts";
import { emptyGates } from "./databases.ts";
import { runPostgresFloor } from "./floors.ts";
import { runLoad, type Sample } from "./load.ts";
import { Arrivals } from "./people.ts";
import { postgresProcesses, type Rig, type Side } from "./rig.ts";
import { logInPost } from "./sessions.ts";
import { clientHeaders, handOut, makeBatches, makePosts } from "./sign-ins.ts";

export const MEASURES = {
  signInPost: "Sign-in POST",
  signInPage: "Sign-in page, warm",
  dashboard: "Dashboard page",
  register: "Register page",
  logIn: "Log-in",
  workerFloor: "Floor: Worker, statement only",
  postgresFloor: "Floor: Postgres, statement only",
} as const;
export type Measure = keyof typeof MEASURES;

/** Milliseconds of processor time for each answer, by who spent it. */
export type CpuPerAnswer = { worker: number; endpoint: number; postgres: number; load: number };
export type MeasuredSample = Sample & { cpuMs: CpuPerAnswer };
export type Figure = { measure: Measure; connections: number; samples: MeasuredSample[] };

export type Pace = { rounds: number; seconds: number; warmSeconds: number; connections: number[] };

/** More than a fast machine sends; what sends more ends its stretch early. */
const perSecondAtMost = (connections: number) => (connections === 1 ? 700 : 1_500);

/** Runs all measures at all numbers of connections, `rounds` times. `onMeasure` is told what runs now. */
export async function measureAll(rig: Rig, pace: Pace, onMeasure: (title: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  const arrivals = new Arrivals(rig.large.database.sites, rig.large.database.knownPeople);
  for (let round = 1; round <= pace.rounds; round += 1) {
    for (const measure of Object.keys(MEASURES) as Measure[]) {
      for (const connections of pace.connections) {
        onMeasure(`round ${round} of ${pace.rounds}: ${MEASURES[measure]}, ${connections} at once`);
        const sample = await measureOnce(rig, rig.large, measure, connections, pace, arrivals);
        const known = figures.find((figure) => figure.measure === measure && figure.connections === connections);
        if (known) known.samples.push(sample);
        else figures.push({ measure, connections, samples: [sample] });
      }
    }
  }
  return figures;
}

/** One stretch of one measure on one side of the rig. Everybody who signed in has left when it ends. */
export async function measureOnce(
  rig: Rig, side: Side, measure: Measure, connections: number, pace: Pick<Pace, "seconds" | "warmSeconds">, arrivals: Arrivals, cookies = side.cookies,
): Promise<MeasuredSample> {
  const { seconds, warmSeconds } = pace;
  const cpu = watchCpu(rig, measure === "workerFloor" ? rig.floor.pid : side.worker.pid);
  const plan = { connections, seconds, warmSeconds, onWindow: cpu.onWindow };
  const wanted = Math.ceil((seconds + warmSeconds) * perSecondAtMost(connections));
  const get = (next: (n: number) => { path: string; cookie?: string }) => {
    let n = 0;
    return () => {
      const { path, cookie } = next(n++);
      return { method: "GET", path, headers: { ...clientHeaders(), ...(cookie ? { cookie } : {}) } };
    };
  };
  const office = (path: string) => get((n) => ({ path, cookie: cookies[n % cookies.length] ?? "" }));
  const { sites, appUrl } = side.database;
  const run = async (): Promise<Sample> => {
    switch (measure) {
      case "signInPost": {
        const posts = await makePosts(arrivals, wanted, rig.keys, side.worker.url);
        return runLoad({ ...plan, url: side.worker.url, expectedStatus: 303, next: handOut(posts) });
      }
      case "signInPage": {
        const pathOf = (n: number) => `/s/${sites[n % sites.length]?.siteCode}-${sites[n % sites.length]?.secret}`;
        return runLoad({ ...plan, url: side.worker.url, expectedStatus: 200, next: get((n) => ({ path: pathOf(n) })) });
      }
      case "dashboard":
      case "register":
        return runLoad({ ...plan, url: side.worker.url, expectedStatus: 200, next: office(`/${measure}`) });
      case "logIn": {
        const { admins } = side.database;
        let n = 0;
        const next = () => {
          const admin = admins[n++ % admins.length];
          return admin ? logInPost(side.worker.url, admin) : null;
        };
        return runLoad({ ...plan, url: side.worker.url, expectedStatus: 303, next });
      }
      case "workerFloor": {
        const next = handOut(await makeBatches(arrivals, wanted, rig.keys, appUrl));
        const post = () => {
          const body = next();
          return body ? { method: "POST", path: "/", headers: { "content-type": "application/json" }, body } : null;
        };
        return runLoad({ ...plan, url: rig.floor.url, expectedStatus: 204, next: post });
      }
      case "postgresFloor":
        return runPostgresFloor({ ...plan, appUrl, next: handOut(await makeBatches(arrivals, wanted, rig.keys, appUrl)) });
    }
  };
  const sample = await run();
  if (measure === "signInPost" || measure === "workerFloor" || measure === "postgresFloor") await emptyGates(side.database.ownerUrl, rig.loadedAt);
  return { ...sample, cpuMs: cpu.perAnswer(sample.answers) };
}

function watchCpu(rig: Rig, workerPid: number) {
  const read = () => {
    const own = process.cpuUsage();
    return { worker: cpuMsOf([workerPid]), endpoint: cpuMsOf([rig.endpoint.pid]), postgres: cpuMsOf(postgresProcesses(rig)), load: (own.user + own.system) / 1000 };
  };
  let before: CpuPerAnswer | null = null;
  let after: CpuPerAnswer | null = null;
  return {
    onWindow: (edge: "begin" | "end") => {
      if (edge === "begin") before = read();
      else after = read();
    },
    perAnswer: (answers: number): CpuPerAnswer => {
      const each = (part: keyof CpuPerAnswer) => (before && after && answers > 0 ? (after[part] - before[part]) / answers : 0);
      return { worker: each("worker"), endpoint: each("endpoint"), postgres: each("postgres"), load: each("load") };
    },
  };
}
