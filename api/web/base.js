// What stands before every address of this server: the path below which a proxy offers it, or nothing.
export const BASE = document.documentElement.dataset.base;
