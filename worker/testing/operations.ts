/** Every operation of the domain, from the code itself: one that is written tomorrow is in these tests by existing. */

/** What Vite makes of the folder: each module, and each file as text. */
const modules = import.meta.glob<Record<string, unknown>>(["../domain/**/*.ts", "!**/*.test.ts"], { eager: true });
const texts = import.meta.glob<string>(["../domain/**/*.ts", "!**/*.test.ts"], { eager: true, query: "?raw", import: "default" });

export type AnyFunction = (...args: unknown[]) => unknown;

export interface Found {
  /** `account/log-in.ts`. */
  file: string;
  name: string;
  run: AnyFunction;
  /** `context`, `request`, another word, `{` for one that is taken apart at once, or nothing. */
  first: string;
}

/** The ways from an operation to the database. */
const REACHES_STORE = /\brequirePermission\)?\(|\brequest\.(?:accounts|links|platform)\b/;

const FIRST_PARAMETER = /^(?:async\s*)?(?:function\s*\w*\s*)?\(?\s*(\w+|\{)?/;

/** Each function that a file of the domain gives to others. */
export function listExported(): Found[] {
  return Object.entries(modules).flatMap(([path, module]) =>
    Object.entries(module)
      .filter((entry): entry is [string, AnyFunction] => typeof entry[1] === "function")
      .map(([name, run]) => ({ file: path.replace("../domain/", ""), name, run, first: FIRST_PARAMETER.exec(run.toString())?.[1] ?? "" })),
  );
}

/** An operation takes a context first: `context` where a company is known, `request` before. */
export const takesContext = ({ first }: Found): boolean => first === "context" || first === "request";

/** Whether the function itself asks the database. */
export const reachesStore = ({ run }: Found): boolean => REACHES_STORE.test(run.toString());

/** The files that ask the database anywhere in them, whoever may call that place. */
export const filesThatReachStore = (): string[] =>
  Object.entries(texts)
    .filter(([, text]) => REACHES_STORE.test(text))
    .map(([path]) => path.replace("../domain/", ""));

/** Takes a context, and is no operation but a part of some: why. None asks for a permission. */
export const PARTS: Record<string, string> = {
  checkOwnPassword: "the first half of each change of an account, by the store of the operation",
  commitChange: "the second half of it",
  holderOf: "of finishSignUp and joinCompany: whose link it is",
  makeLink: "makes a link's token; asks nothing",
  makeUploadToken: "signs what askUpload has found; asks nothing",
  makeDownloadToken: "signs what getDownloadToken has found; asks nothing",
  makeMail: "makes a mail's id; asks nothing",
  openSession: "the last step of each log-in, by what the operation has proved",
  hashNewPassword: "asks nothing",
  makeSession: "makes a secret; asks nothing",
  checkPasskey: "the passkey of finishSecondStep",
  makeCodes: "makes codes; asks nothing",
  sealTotpSecret: "seals; asks nothing",
  openTotpSecret: "opens what was sealed; asks nothing",
  sealNewSecret: "seals; asks nothing",
  openNewSecret: "opens what was sealed; asks nothing",
  logInTries: "names what is counted; asks nothing",
  secondStepTries: "names what is counted; asks nothing",
  passkeyTries: "names what is counted; asks nothing",
  passwordCheckTries: "names what is counted; asks nothing",
  resetTries: "names what is counted; asks nothing",
  signUpTries: "names what is counted; asks nothing",
  inviteTry: "names what is counted; asks nothing",
  whoFails: "names whose failures are counted; asks nothing",
  keepPhotos: "of answerStep: it asks the site's object and the files",
  failuresOf: "asks the site's object whether somebody has to wait",
  pauseOf: "asks the site's object whether somebody has to wait",
  countOnce: "asks the site's gate around the commit of a sign-in",
};

/** Every operation, in the order of their names. Two of one name are for the test to refuse. */
export function listOperations(): Found[] {
  return listExported()
    .filter((found) => takesContext(found) && !(found.name in PARTS))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
