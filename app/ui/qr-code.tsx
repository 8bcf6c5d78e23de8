/** A QR code as one path, made by the server: `size` modules a side with the quiet zone, `path` its dark modules. */
export interface Qr {
  size: number;
  path: string;
}

interface QrCodeProps {
  qr: Qr;
  /** What it opens, for those who can't see it. */
  label: string;
}

/** Dark on white in every theme: a camera reads no other. */
export function QrCode({ qr, label }: QrCodeProps) {
  return (
    <svg className="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect className="qr-light" width={qr.size} height={qr.size} />
      <path className="qr-dark" d={qr.path} />
    </svg>
  );
}
