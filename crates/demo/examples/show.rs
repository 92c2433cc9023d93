fn main() {
    let dir = std::path::PathBuf::from("/tmp/pics");
    std::fs::create_dir_all(&dir).unwrap();
    for s in kontor_demo::picture_slugs() { std::fs::write(dir.join(format!("{s}.svg")), kontor_demo::picture(s).unwrap()).unwrap(); }
    let c = kontor_demo::DemoCatalogue::default();
    for d in c.iter().skip(12).take(190) {
        let p = &d.part;
        println!("{} | {} | {} | {} | {:?} kg | {} € {:?} | {:?} {:?} | min {} step {} | {:?}", p.number, p.name.de, p.name.en,
            p.attributes.iter().map(|a| format!("{} {} {}", a.name.de, a.value, a.unit)).collect::<Vec<_>>().join("; "), p.weight_kg.map(|w| w.to_string()), d.list_price, d.tiers.iter().map(|t| format!("{}:{}", t.0.0, t.1)).collect::<Vec<_>>(), p.code, d.stock.iter().map(|s| s.1.0.to_string()).collect::<Vec<_>>(), p.minimum.0, p.step.0, p.cross_references.iter().map(|c| format!("{} {}", c.source, c.number)).collect::<Vec<_>>());
    }
    let t = std::time::Instant::now();
    let n = kontor_demo::DemoCatalogue::new(1, 100_000).iter().count();
    eprintln!("{n} parts in {:?}", t.elapsed());
}
