/** What the phones themselves say, in the person's language. */

const WORDS = {
  en: {
    read: "Read", today: "Today", yesterday: "Yesterday", write: "Message", send: "Send", add: "Send something else",
    photo: "Photo", sample: "Sample", choose: "Choose a file", voice: "Voice message", video: "Video", file: "File",
    sticker: "Sticker", place: "Location", unsend: "Unsend", quote: "Quote", copy: "Copy", more: "More",
    mine: "You unsent a message.", block: "Block", unblock: "Unblock", blocked: "You blocked this account.",
    pc: "LINE for PC", phone: "LINE on a phone", call: "Call", close: "Close", open: "Open", from: "from",
    older: "Older messages", keyboard: "Keyboard", menu: "Menu", typing: "is writing", cancel: "Cancel", ok: "OK",
    camera: "Camera", roll: "Photos", photoOf: "photo", unknown: "This cannot be shown", link: "Opens", voiceNote: "Voice message",
    title: "Name of the place", address: "Address", latitude: "Latitude", longitude: "Longitude", share: "Share",
    copied: "Copied", quotes: "Quoting",
  },
  th: {
    read: "อ่านแล้ว", today: "วันนี้", yesterday: "เมื่อวาน", write: "ข้อความ", send: "ส่ง", add: "ส่งอย่างอื่น",
    photo: "รูปภาพ", sample: "ตัวอย่าง", choose: "เลือกไฟล์", voice: "ข้อความเสียง", video: "วิดีโอ", file: "ไฟล์",
    sticker: "สติกเกอร์", place: "ตำแหน่ง", unsend: "ยกเลิกข้อความ", quote: "อ้างถึง", copy: "คัดลอก", more: "เพิ่มเติม",
    mine: "คุณยกเลิกข้อความแล้ว", block: "บล็อก", unblock: "เลิกบล็อก", blocked: "คุณบล็อกบัญชีนี้แล้ว",
    pc: "LINE บนคอมพิวเตอร์", phone: "LINE บนมือถือ", call: "โทร", close: "ปิด", open: "เปิด", from: "จาก",
    older: "ข้อความก่อนหน้า", keyboard: "แป้นพิมพ์", menu: "เมนู", typing: "กำลังพิมพ์", cancel: "ยกเลิก", ok: "ตกลง",
    camera: "กล้อง", roll: "รูปภาพ", photoOf: "รูปภาพ", unknown: "แสดงส่วนนี้ไม่ได้", link: "เปิดลิงก์", voiceNote: "ข้อความเสียง",
    title: "ชื่อสถานที่", address: "ที่อยู่", latitude: "ละติจูด", longitude: "ลองจิจูด", share: "ส่งตำแหน่ง",
    copied: "คัดลอกแล้ว", quotes: "อ้างถึง",
  },
};

export const wordsFor = (language) => WORDS[language] ?? WORDS.en;

const LOCALES = { th: "th-TH-u-ca-gregory" };

export const localeFor = (language) => LOCALES[language] ?? language ?? "en";
