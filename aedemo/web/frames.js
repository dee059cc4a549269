// For a page that holds tabs in frames: each frame is as high as what is in it, which those pages tell
// (elements/page.js). One such script is enough for all frames of a page.

addEventListener("message", ({ source, data }) => {
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source && data?.aedemo) frame.style.height = `${data.aedemo.height}px`;
});
