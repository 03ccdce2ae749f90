"""Bytes of what people sent: content, preview, transcoding (R#get-content)."""

from simulator.api.answers import Answer, Call, LineError
from simulator.box import Box
from simulator.world import Content

LIFE_MS = 14 * 24 * 60 * 60 * 1000  # LINE deletes content "after a certain period" and does not say which


async def get_content(box: Box, call: Call) -> Answer:
    content = content_of(box, call.path["messageId"])
    if content.ready_at > box.clock.now_ms():
        return Answer(status=202)  # still being prepared
    return Answer(content.data, type=content.type)


async def get_preview(box: Box, call: Call) -> Answer:
    """A smaller picture of a photo or video; ours is the photo itself."""
    content = content_of(box, call.path["messageId"])
    if not content.type.startswith(("image/", "video/")):
        raise LineError(400, "The content can not be previewed")
    if content.ready_at > box.clock.now_ms():
        return Answer(status=202)
    return Answer(content.preview or content.data, type=content.preview_type or content.type)


async def get_transcoding(box: Box, call: Call) -> Answer:
    """processing, then succeeded; only for video and audio (R#verify-video-or-audio-preparation-status)."""
    content = content_of(box, call.path["messageId"])
    if not content.type.startswith(("video/", "audio/")):
        raise LineError(400, "Transcoding status doesn't support this type of content")
    return Answer({"status": "processing" if content.ready_at > box.clock.now_ms() else "succeeded"})


def content_of(box: Box, message_id: str) -> Content:
    """404 when there never was any or it was deleted with time, 410 when it was unsent."""
    found = box.world.said(message_id)
    content = box.world.contents.get(message_id)
    if found and found[1].unsent:
        raise LineError(410, "The content is gone")
    if found is None or content is None:
        raise LineError(404, "not found")
    if box.clock.now_ms() - found[1].at > LIFE_MS:
        raise LineError(404, "not found")
    return content
