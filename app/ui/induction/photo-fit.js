/**
 * Makes a photo small enough to send before it is sent: a phone's camera gives 3 to 12 MB, and the gate has bad reception.
 * The page works without it, with a photo that is small enough by itself.
 */

/** The longer side; a licence is still read easily. */
const SIDE = 1_600;
const QUALITY = 0.8;
/** What is no larger goes as it is. */
const SMALL_BYTES = 600 * 1024;

/** @param {File} file */
async function fit(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  // What is transparent in it would be black in a JPEG.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return made && made.size < file.size ? new File([made], "photo.jpg", { type: "image/jpeg" }) : null;
}

/** @param {HTMLInputElement} input */
async function fitChosen(input) {
  const [file] = input.files ?? [];
  if (!file || file.size <= SMALL_BYTES) return;
  // A kind of picture that this browser can't open goes as it is: the gate says what it takes.
  const fitted = await fit(file).catch(() => null);
  // Another may have been chosen while this one was at work.
  if (!fitted || input.files?.[0] !== file) return;
  const list = new DataTransfer();
  list.items.add(fitted);
  input.files = list.files;
}

/** Photos that are at work now. @type {Set<Promise<void>>} */
const fitting = new Set();

for (const input of document.querySelectorAll(".photo-fields input[type=file]")) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener("change", () => {
    const work = fitChosen(input).finally(() => fitting.delete(work));
    fitting.add(work);
  });
}

document.querySelector(".photo-fields")?.closest("form")?.addEventListener("submit", (event) => {
  if (fitting.size === 0) return;
  event.preventDefault();
  const { currentTarget: form, submitter } = event;
  void Promise.all(fitting).then(() => form instanceof HTMLFormElement && form.requestSubmit(submitter));
});
