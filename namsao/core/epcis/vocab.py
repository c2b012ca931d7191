"""The words of CBV 2.0 in Vietnamese and English: steps, dispositions, kinds of paper, party and measurement.

The short names are the standard's; the words are ours, chosen for farms, workshops and shops.
Source: GS1 Core Business Vocabulary 2.0; the measurement types are those of the GS1 Web Vocabulary.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from namsao.core.words import Words


class Action(StrEnum):
    """What an event does to the things it names: they come to be, are seen, or cease to be."""

    ADD = "ADD"
    OBSERVE = "OBSERVE"
    DELETE = "DELETE"


class EventType(StrEnum):
    """The kinds of event of EPCIS 2.0. Source: GS1 EPCIS 2.0, section 7.4."""

    OBJECT = "ObjectEvent"
    AGGREGATION = "AggregationEvent"
    TRANSACTION = "TransactionEvent"
    TRANSFORMATION = "TransformationEvent"
    ASSOCIATION = "AssociationEvent"


def _table(rows: Mapping[str, tuple[str, str]]) -> Mapping[str, Words]:
    return MappingProxyType({name: MappingProxyType({"vi": vi, "en": en}) for name, (vi, en) in rows.items()})


BIZ_STEPS = _table(
    {
        "accepting": ("nhận bàn giao", "accepting"),
        "arriving": ("đến nơi", "arriving"),
        "assembling": ("lắp ráp", "assembling"),
        "collecting": ("thu gom", "collecting"),
        "commissioning": ("tạo lô, gắn mã", "giving an identity"),
        "consigning": ("ký gửi", "consigning"),
        "creating_class_instance": ("tạo lô mới", "creating a new lot"),
        "cycle_counting": ("kiểm đếm định kỳ", "cycle counting"),
        "decommissioning": ("ngừng dùng mã", "ending an identity"),
        "departing": ("rời đi", "departing"),
        "destroying": ("tiêu hủy", "destroying"),
        "disassembling": ("tháo rời", "taking apart"),
        "dispensing": ("cấp phát", "dispensing"),
        "encoding": ("ghi mã lên tem hoặc chip", "writing a tag"),
        "entering_exiting": ("ra vào", "entering or leaving"),
        "holding": ("tạm giữ", "holding"),
        "inspecting": ("kiểm tra", "inspecting"),
        "installing": ("lắp đặt", "installing"),
        "killing": ("vô hiệu hóa chip", "disabling a tag"),
        "loading": ("xếp lên xe", "loading"),
        "other": ("việc khác", "other"),
        "packing": ("đóng gói", "packing"),
        "picking": ("lấy hàng theo đơn", "picking"),
        "receiving": ("nhận hàng", "receiving"),
        "removing": ("lấy ra", "removing"),
        "repackaging": ("đóng gói lại", "repackaging"),
        "repairing": ("sửa chữa", "repairing"),
        "replacing": ("thay thế", "replacing"),
        "reserving": ("giữ trước", "reserving"),
        "retail_selling": ("bán lẻ", "retail selling"),
        "sampling": ("lấy mẫu", "sampling"),
        "sensor_reporting": ("ghi số đo cảm biến", "reporting from a sensor"),
        "shipping": ("xuất hàng", "shipping"),
        "staging_outbound": ("tập kết chờ xuất", "staging for shipment"),
        "stock_taking": ("kiểm kê", "stock taking"),
        "stocking": ("bày lên kệ", "stocking"),
        "storing": ("lưu kho", "storing"),
        "transporting": ("vận chuyển", "transporting"),
        "unloading": ("dỡ hàng", "unloading"),
        "unpacking": ("mở kiện", "unpacking"),
        "void_shipping": ("hủy lần xuất hàng", "voiding a shipment"),
    }
)
"""CBV short name -> words: why the event happened."""

DISPOSITIONS = _table(
    {
        "active": ("đang lưu hành", "active"),
        "available": ("sẵn sàng sử dụng", "available"),
        "completeness_inferred": ("suy ra là đủ", "taken to be complete"),
        "completeness_verified": ("đã kiểm đủ", "checked complete"),
        "conformant": ("đạt yêu cầu", "conformant"),
        "container_closed": ("thùng đã đóng", "container closed"),
        "container_open": ("thùng đang mở", "container open"),
        "damaged": ("hư hỏng", "damaged"),
        "destroyed": ("đã tiêu hủy", "destroyed"),
        "dispensed": ("đã cấp phát", "dispensed"),
        "disposed": ("đã thải bỏ", "disposed of"),
        "encoded": ("đã ghi mã", "tag written"),
        "expired": ("hết hạn", "expired"),
        "in_progress": ("đang xử lý", "in progress"),
        "in_transit": ("đang trên đường", "in transit"),
        "inactive": ("không còn lưu hành", "inactive"),
        "mismatch_class": ("sai loại hàng", "wrong kind"),
        "mismatch_instance": ("sai mã từng món", "wrong item"),
        "mismatch_quantity": ("sai số lượng", "wrong quantity"),
        "needs_replacement": ("cần thay thế", "needs replacement"),
        "no_pedigree_match": ("không khớp hồ sơ nguồn gốc", "does not match its papers"),
        "non_conformant": ("không đạt yêu cầu", "not conformant"),
        "non_sellable_other": ("không bán được", "not for sale"),
        "partially_dispensed": ("đã cấp phát một phần", "partly dispensed"),
        "recalled": ("đang triệu hồi", "recalled"),
        "reserved": ("đã giữ trước", "reserved"),
        "retail_sold": ("đã bán lẻ", "sold at retail"),
        "returned": ("bị trả lại", "returned"),
        "sellable_accessible": ("đang bày bán", "on sale"),
        "sellable_not_accessible": ("còn trong kho, bán được", "for sale, in the stockroom"),
        "stolen": ("bị mất cắp", "stolen"),
        "unavailable": ("không sử dụng được", "unavailable"),
        "unknown": ("không rõ", "unknown"),
    }
)
"""CBV short name -> words: the state of the things after the event."""

ERROR_REASONS = _table(
    {
        "did_not_occur": ("việc không xảy ra", "it did not happen"),
        "incorrect_data": ("số liệu ghi sai", "the data were wrong"),
    }
)
"""CBV short name -> words: why an event is declared to be an error."""

BIZ_TRANSACTION_TYPES = _table(
    {
        "bol": ("vận đơn", "bill of lading"),
        "cert": ("chứng nhận", "certificate"),
        "desadv": ("thông báo gửi hàng", "despatch advice"),
        "inv": ("hóa đơn", "invoice"),
        "pedigree": ("hồ sơ nguồn gốc", "pedigree"),
        "po": ("đơn đặt hàng", "purchase order"),
        "poc": ("xác nhận đơn hàng", "order confirmation"),
        "prodorder": ("lệnh sản xuất", "production order"),
        "recadv": ("thông báo nhận hàng", "receiving advice"),
        "rma": ("phiếu đồng ý trả hàng", "return authorisation"),
        "testprd": ("quy trình thử nghiệm", "test procedure"),
        "testres": ("kết quả thử nghiệm", "test result"),
        "upevt": ("sự kiện trước đó", "event upstream"),
    }
)
"""CBV short name -> words: the paper an event belongs to."""

SOURCE_DEST_TYPES = _table(
    {
        "location": ("địa điểm", "place"),
        "owning_party": ("chủ sở hữu", "owner"),
        "possessing_party": ("bên đang giữ hàng", "holder"),
    }
)
"""CBV short name -> words: what changes between source and destination."""

SENSOR_ALERTS = _table(
    {
        "ALARM_CONDITION": ("vượt ngưỡng", "alarm"),
        "ERROR_CONDITION": ("cảm biến lỗi", "sensor error"),
    }
)
"""Short name -> words: what a sensor complains of."""

COMPONENTS = _table(
    {
        "altitude": ("cao độ", "altitude"),
        "axial_distance": ("khoảng cách tới trục", "axial distance"),
        "azimuth": ("góc phương vị", "azimuth"),
        "easting": ("tọa độ đông", "easting"),
        "elevation_angle": ("góc nâng", "elevation angle"),
        "height": ("chiều cao", "height"),
        "latitude": ("vĩ độ", "latitude"),
        "longitude": ("kinh độ", "longitude"),
        "northing": ("tọa độ bắc", "northing"),
        "polar_angle": ("góc cực", "polar angle"),
        "spherical_radius": ("bán kính cầu", "spherical radius"),
        "x": ("trục x", "x"),
        "y": ("trục y", "y"),
        "z": ("trục z", "z"),
    }
)
"""CBV short name -> words: the component of a measured vector."""

MEASUREMENT_TYPES = _table(
    {
        "AbsoluteHumidity": ("độ ẩm tuyệt đối", "absolute humidity"),
        "AbsorbedDose": ("liều hấp thụ", "absorbed dose"),
        "AbsorbedDoseRate": ("suất liều hấp thụ", "absorbed dose rate"),
        "Acceleration": ("gia tốc", "acceleration"),
        "Altitude": ("độ cao", "altitude"),
        "AmountOfSubstance": ("lượng chất", "amount of substance"),
        "AmountOfSubstancePerUnitVolume": ("nồng độ mol", "amount of substance per volume"),
        "Angle": ("góc", "angle"),
        "AngularAcceleration": ("gia tốc góc", "angular acceleration"),
        "AngularMomentum": ("mô men động lượng", "angular momentum"),
        "AngularVelocity": ("vận tốc góc", "angular velocity"),
        "Area": ("diện tích", "area"),
        "Capacitance": ("điện dung", "capacitance"),
        "Conductance": ("độ dẫn điện", "conductance"),
        "Conductivity": ("điện dẫn suất", "conductivity"),
        "Count": ("số đếm", "count"),
        "Density": ("khối lượng riêng", "density"),
        "Dimensionless": ("số không đơn vị", "dimensionless"),
        "DoseEquivalent": ("liều tương đương", "dose equivalent"),
        "DoseEquivalentRate": ("suất liều tương đương", "dose equivalent rate"),
        "DynamicViscosity": ("độ nhớt động lực", "dynamic viscosity"),
        "ElectricCharge": ("điện tích", "electric charge"),
        "ElectricCurrent": ("cường độ dòng điện", "electric current"),
        "ElectricCurrentDensity": ("mật độ dòng điện", "electric current density"),
        "ElectricFieldStrength": ("cường độ điện trường", "electric field strength"),
        "Energy": ("năng lượng", "energy"),
        "Exposure": ("liều chiếu", "exposure"),
        "Force": ("lực", "force"),
        "Frequency": ("tần số", "frequency"),
        "Illuminance": ("độ rọi", "illuminance"),
        "Inductance": ("độ tự cảm", "inductance"),
        "Irradiance": ("độ chiếu xạ", "irradiance"),
        "KinematicViscosity": ("độ nhớt động học", "kinematic viscosity"),
        "Length": ("chiều dài", "length"),
        "LinearMomentum": ("động lượng", "linear momentum"),
        "Luminance": ("độ chói", "luminance"),
        "LuminousFlux": ("quang thông", "luminous flux"),
        "LuminousIntensity": ("cường độ sáng", "luminous intensity"),
        "MagneticFlux": ("từ thông", "magnetic flux"),
        "MagneticFluxDensity": ("mật độ từ thông", "magnetic flux density"),
        "MagneticVectorPotential": ("thế vectơ từ", "magnetic vector potential"),
        "Mass": ("khối lượng", "mass"),
        "MassConcentration": ("nồng độ khối lượng", "mass concentration"),
        "MassFlowRate": ("lưu lượng khối lượng", "mass flow rate"),
        "MassPerAreaTime": ("khối lượng trên diện tích và thời gian", "mass per area and time"),
        "MemoryCapacity": ("dung lượng bộ nhớ", "memory capacity"),
        "MolalityOfSolute": ("nồng độ molan", "molality"),
        "MolarEnergy": ("năng lượng mol", "molar energy"),
        "MolarMass": ("khối lượng mol", "molar mass"),
        "MolarVolume": ("thể tích mol", "molar volume"),
        "Power": ("công suất", "power"),
        "Pressure": ("áp suất", "pressure"),
        "RadiantFlux": ("thông lượng bức xạ", "radiant flux"),
        "RadiantIntensity": ("cường độ bức xạ", "radiant intensity"),
        "Radioactivity": ("độ phóng xạ", "radioactivity"),
        "RelativeHumidity": ("độ ẩm tương đối", "relative humidity"),
        "Resistance": ("điện trở", "resistance"),
        "Resistivity": ("điện trở suất", "resistivity"),
        "SolidAngle": ("góc khối", "solid angle"),
        "SpecificVolume": ("thể tích riêng", "specific volume"),
        "Speed": ("tốc độ", "speed"),
        "SurfaceDensity": ("mật độ bề mặt", "surface density"),
        "SurfaceTension": ("sức căng bề mặt", "surface tension"),
        "Temperature": ("nhiệt độ", "temperature"),
        "Time": ("thời gian", "time"),
        "Torque": ("mô men xoắn", "torque"),
        "Voltage": ("điện áp", "voltage"),
        "Volume": ("thể tích", "volume"),
        "VolumeFlowRate": ("lưu lượng thể tích", "volume flow rate"),
        "VolumeFraction": ("tỷ lệ thể tích", "volume fraction"),
        "VolumetricFlux": ("thông lượng thể tích", "volumetric flux"),
        "Wavenumber": ("số sóng", "wavenumber"),
    }
)
"""Short name -> words: the property a sensor measures."""
