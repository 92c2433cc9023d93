//! The category tree. Ids are the paths of the slugs of the German names, as the import makes them.

use kontor_domain::catalog::Category;
use kontor_domain::{CategoryId, Localized};

use crate::kinds::Words;

const TREE: &[(Words, &[Words])] = &[
    (
        ("Hydraulik", "Hydraulics"),
        &[
            ("Hydraulikfilter", "Hydraulic filters"),
            ("Pumpen und Motoren", "Pumps and motors"),
            ("Hydraulikzylinder", "Hydraulic cylinders"),
            ("Ventile", "Valves"),
            ("Schläuche und Rohre", "Hoses and pipes"),
            ("Kupplungen und Verschraubungen", "Couplings and fittings"),
            ("Tank und Speicher", "Tank and accumulators"),
        ],
    ),
    (
        ("Motor", "Engine"),
        &[
            ("Motorfilter", "Engine filters"),
            ("Kraftstoffanlage", "Fuel system"),
            ("Kühlung", "Cooling"),
            ("Riementrieb", "Belt drive"),
            ("Motorteile", "Engine parts"),
            ("Abgasanlage und Turbolader", "Exhaust and turbochargers"),
        ],
    ),
    (
        ("Dichtungen", "Seals"),
        &[
            ("O-Ringe", "O-rings"),
            ("Wellendichtringe", "Shaft seals"),
            ("Dichtsätze", "Seal kits"),
            ("Gleitringdichtungen", "Face seals"),
            ("Flachdichtungen", "Gaskets"),
            ("Stangen- und Kolbendichtungen", "Rod and piston seals"),
        ],
    ),
    (
        ("Fahrwerk", "Undercarriage"),
        &[
            ("Laufrollen und Tragrollen", "Track and carrier rollers"),
            ("Ketten und Bodenplatten", "Chains and shoes"),
            ("Leiträder und Kettenräder", "Idlers and sprockets"),
            ("Gummiketten", "Rubber tracks"),
            ("Endantrieb und Drehkranz", "Final drive and slewing ring"),
        ],
    ),
    (
        ("Achsen, Bremsen, Räder", "Axles, brakes, wheels"),
        &[
            ("Achsen und Gelenkwellen", "Axles and propeller shafts"),
            ("Bremsen", "Brakes"),
            ("Räder und Reifen", "Wheels and tyres"),
            ("Lenkung", "Steering"),
        ],
    ),
    (
        ("Löffel und Verschleißteile", "Buckets and wear parts"),
        &[
            ("Zähne und Halter", "Teeth and adapters"),
            ("Messer und Schneiden", "Cutting edges"),
            ("Bolzen", "Pins"),
            ("Buchsen und Scheiben", "Bushings and shims"),
            ("Löffel", "Buckets"),
            ("Schnellwechsler und Hammer", "Quick couplers and breakers"),
        ],
    ),
    (
        ("Elektrik", "Electrics"),
        &[
            ("Anlasser und Lichtmaschinen", "Starters and alternators"),
            ("Batterien", "Batteries"),
            ("Beleuchtung", "Lighting"),
            ("Sensoren", "Sensors"),
            ("Schalter und Relais", "Switches and relays"),
            ("Kabel und Stecker", "Cables and connectors"),
        ],
    ),
    (
        ("Kabine", "Cab"),
        &[
            ("Sitze", "Seats"),
            ("Scheiben", "Windows"),
            ("Spiegel und Wischer", "Mirrors and wipers"),
            ("Heizung und Klima", "Heating and air conditioning"),
            ("Bedienung", "Controls"),
            ("Türen und Verkleidung", "Doors and trim"),
        ],
    ),
    (
        ("Lager und Normteile", "Bearings and standard parts"),
        &[
            ("Wälzlager", "Rolling bearings"),
            ("Gelenklager", "Plain bearings"),
            ("Schrauben", "Screws"),
            ("Muttern und Scheiben", "Nuts and washers"),
            ("Sicherungsringe und Stifte", "Circlips and pins"),
            ("Federn und Schellen", "Springs and clamps"),
        ],
    ),
    (
        ("Öle und Werkstatt", "Oils and workshop"),
        &[
            ("Öle und Flüssigkeiten", "Oils and fluids"),
            ("Fette", "Greases"),
            ("Werkzeug", "Tools"),
            ("Pflege und Kleben", "Care and adhesives"),
            ("Handbücher", "Manuals"),
            ("Service-Sätze", "Service kits"),
        ],
    ),
];

/// All categories, parents before their children.
#[must_use]
pub fn categories() -> Vec<Category> {
    let mut all = Vec::new();
    for (position, ((de, en), children)) in (0i64..).zip(TREE) {
        let root = Category::slug(de);
        all.push(Category { id: CategoryId::new(&root), name: Localized::new(*de, *en), position });
        for (position, (de, en)) in (0i64..).zip(*children) {
            let id = CategoryId(format!("{root}/{}", Category::slug(de)));
            all.push(Category { id, name: Localized::new(*de, *en), position });
        }
    }
    all
}
