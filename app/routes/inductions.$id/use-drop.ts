import { type DragEvent, useState } from "react";

/** What a dragged block is carried as: nothing else is taken. */
export const BLOCK_TYPE = "application/x-inductlite-block";

/** Takes a dragged block. */
export function useDrop(onDrop: (id: string) => void) {
  const [isOver, setOver] = useState(false);
  const isBlock = (event: DragEvent) => event.dataTransfer.types.includes(BLOCK_TYPE);
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!isBlock(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!isBlock(event)) return;
      event.preventDefault();
      onDrop(event.dataTransfer.getData(BLOCK_TYPE));
    },
  };
}
