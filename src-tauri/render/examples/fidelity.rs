use lectern_core::deck::import;
use lectern_core::render::{Facts, MadeFor, PdfOrder, PptxOrder, Renderer, Watch};
use lectern_render::{ChromeRenderer, Limits, Settings, browser};
use std::path::PathBuf;
fn main() {
    let mut args = std::env::args().skip(1);
    let out = PathBuf::from(args.next().unwrap());
    let lo = std::env::var("LO").is_ok();
    std::fs::create_dir_all(&out).unwrap();
    let cache = out.join("cache");
    std::fs::create_dir_all(&cache).unwrap();
    let renderer = ChromeRenderer::new(Settings {
        browser: browser::Chosen::default(),
        cache,
        sandbox: false,
        limits: Limits::default(),
    }).unwrap();
    for file in args {
        let file = PathBuf::from(file);
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let imported = import::read(&std::fs::read(&file).unwrap()).unwrap();
        let deck = imported.deck.unwrap();
        let facts = Facts::titled(name.clone());
        let pdf = renderer.pdf(&deck, &facts, PdfOrder::default(), &Watch::silent()).unwrap();
        std::fs::write(out.join(format!("{name}.pdf")), pdf.bytes).unwrap();
        let t = std::time::Instant::now();
        let order = PptxOrder { made_for: if lo { MadeFor::LibreOffice } else { MadeFor::Every }, ..PptxOrder::default() };
        match renderer.pptx(&deck, &facts, order, &Watch::silent()) {
            Ok(p) => {
                println!("{name}: {} slides {:?}", deck.slides.len(), t.elapsed());
                println!("{}", serde_json::to_string(&p.fidelity).unwrap());
                std::fs::write(out.join(format!("{name}.pptx")), p.bytes).unwrap();
            }
            Err(e) => println!("{name}: {e:?}"),
        }
    }
}
